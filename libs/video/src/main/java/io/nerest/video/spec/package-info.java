/** What a decoder process is given and what it reports. */
@NullMarked
package io.nerest.video.spec;

import org.jspecify.annotations.NullMarked;
