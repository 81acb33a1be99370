@NullMarked
package io.nerest.detection.weights;

import org.jspecify.annotations.NullMarked;
