/** Detection on pictures, folders and videos: where frames come from, how they are looked at, what is written of them. */
@NullMarked
package io.nerest.detector.slicing;

import org.jspecify.annotations.NullMarked;
