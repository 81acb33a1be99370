/** A batch of images with its targets, as the network receives it. */
@NullMarked
package io.nerest.training.batch;

import org.jspecify.annotations.NullMarked;
