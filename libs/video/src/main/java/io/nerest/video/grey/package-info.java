/** Small grey copies of frames, on which sampling rules decide. */
@NullMarked
package io.nerest.video.grey;

import org.jspecify.annotations.NullMarked;
