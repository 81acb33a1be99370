/** Training and validation batches: loading, augmentation and prefetching of images. */
@NullMarked
package io.nerest.training.augmentation;

import org.jspecify.annotations.NullMarked;
