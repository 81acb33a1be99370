/** Measures the decoding of cameras. */
@NullMarked
package io.nerest.cameras.bench;

import org.jspecify.annotations.NullMarked;
