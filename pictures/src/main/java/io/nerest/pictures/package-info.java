/** What a picture file says of itself, read without trusting or decoding it. */
@NullMarked
package io.nerest.pictures;

import org.jspecify.annotations.NullMarked;
