@NullMarked
package io.nerest.detection.architecture;

import org.jspecify.annotations.NullMarked;
