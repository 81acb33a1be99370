@NullMarked
package io.nerest.cli.info;

import org.jspecify.annotations.NullMarked;
