/** The use of NVIDIA GPUs as metrics. */
@NullMarked
package io.nerest.service.gpu;

import org.jspecify.annotations.NullMarked;
