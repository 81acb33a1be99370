/** Detection of small objects by sliced inference. */
@NullMarked
package io.nerest.detector.slicing;

import org.jspecify.annotations.NullMarked;
