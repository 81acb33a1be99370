@NullMarked
package io.nerest.training.dataset;

import org.jspecify.annotations.NullMarked;
