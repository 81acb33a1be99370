@NullMarked
package io.nerest.training.augmentation;

import org.jspecify.annotations.NullMarked;
