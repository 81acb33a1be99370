/** Input and reports of a decoder process. */
@NullMarked
package io.nerest.video.spec;

import org.jspecify.annotations.NullMarked;
