/** When images were captured. */
@NullMarked
package io.nerest.formats.time;

import org.jspecify.annotations.NullMarked;
