/** Checks of command line options. */
@NullMarked
package io.nerest.standalone.options;

import org.jspecify.annotations.NullMarked;
