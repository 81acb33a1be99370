@NullMarked
package io.nerest.detector.weights;

import org.jspecify.annotations.NullMarked;
