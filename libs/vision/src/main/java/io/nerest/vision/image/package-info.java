/** What a picture file says of itself, read without trusting or decoding it. */
@NullMarked
package io.nerest.vision.image;

import org.jspecify.annotations.NullMarked;
