/** libtorch: start, devices, threads and bfloat16 conversion. */
@NullMarked
package io.nerest.detector.torch;

import org.jspecify.annotations.NullMarked;
