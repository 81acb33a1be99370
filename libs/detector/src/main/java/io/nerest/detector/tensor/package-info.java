/** Element types of tensors and their conversions. */
@NullMarked
package io.nerest.detector.tensor;

import org.jspecify.annotations.NullMarked;
