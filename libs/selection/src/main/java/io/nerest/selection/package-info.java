/** Which frames to label next: scores, strategies and the curriculum, as pure functions over scored frames. */
@NullMarked
package io.nerest.selection;

import org.jspecify.annotations.NullMarked;
