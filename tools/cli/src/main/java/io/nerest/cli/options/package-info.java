/** Options that several commands share. */
@NullMarked
package io.nerest.cli.options;

import org.jspecify.annotations.NullMarked;
