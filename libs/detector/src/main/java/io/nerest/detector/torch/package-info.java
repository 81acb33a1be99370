@NullMarked
package io.nerest.detector.torch;

import org.jspecify.annotations.NullMarked;
