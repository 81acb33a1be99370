@NullMarked
package io.nerest.scoring.frame;

import org.jspecify.annotations.NullMarked;
