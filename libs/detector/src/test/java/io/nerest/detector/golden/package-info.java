@NullMarked
package io.nerest.detector.golden;

import org.jspecify.annotations.NullMarked;
