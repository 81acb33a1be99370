@NullMarked
package io.nerest.detector.inference;

import org.jspecify.annotations.NullMarked;
