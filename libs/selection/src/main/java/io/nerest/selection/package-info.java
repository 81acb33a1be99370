/** Which frames to label next: strategies, their settings and the curriculum, as pure functions of scored frames. */
@NullMarked
package io.nerest.selection;

import org.jspecify.annotations.NullMarked;
