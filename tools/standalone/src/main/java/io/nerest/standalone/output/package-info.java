/** Output of the commands. */
@NullMarked
package io.nerest.standalone.output;

import org.jspecify.annotations.NullMarked;
