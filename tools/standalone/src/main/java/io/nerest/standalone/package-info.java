/** The commands of the launcher: {@code demo}, {@code up} and {@code status}. */
@NullMarked
package io.nerest.standalone;

import org.jspecify.annotations.NullMarked;
