@NullMarked
package io.nerest.detection.augmentation;

import org.jspecify.annotations.NullMarked;
