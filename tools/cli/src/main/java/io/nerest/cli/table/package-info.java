/** CSV files of the commands. */
@NullMarked
package io.nerest.cli.table;

import org.jspecify.annotations.NullMarked;
