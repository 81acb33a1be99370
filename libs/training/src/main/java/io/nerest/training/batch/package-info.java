@NullMarked
package io.nerest.training.batch;

import org.jspecify.annotations.NullMarked;
