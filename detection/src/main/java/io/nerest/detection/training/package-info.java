@NullMarked
package io.nerest.detection.training;

import org.jspecify.annotations.NullMarked;
