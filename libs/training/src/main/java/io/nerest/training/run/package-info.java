@NullMarked
package io.nerest.training.run;

import org.jspecify.annotations.NullMarked;
