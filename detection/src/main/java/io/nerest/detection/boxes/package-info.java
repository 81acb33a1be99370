@NullMarked
package io.nerest.detection.boxes;

import org.jspecify.annotations.NullMarked;
