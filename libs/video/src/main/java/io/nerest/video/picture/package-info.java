/** Small pictures of frames, on which sampling decides. */
@NullMarked
package io.nerest.video.picture;

import org.jspecify.annotations.NullMarked;
