@NullMarked
package io.nerest.detector.architecture;

import org.jspecify.annotations.NullMarked;
