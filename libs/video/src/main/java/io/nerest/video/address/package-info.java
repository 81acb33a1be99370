/** Which addresses cameras may have. */
@NullMarked
package io.nerest.video.address;

import org.jspecify.annotations.NullMarked;
