/** Format, size and completeness of untrusted image files, read without decoding them. */
@NullMarked
package io.nerest.vision.image;

import org.jspecify.annotations.NullMarked;
