@NullMarked
package io.nerest.detector.image;

import org.jspecify.annotations.NullMarked;
