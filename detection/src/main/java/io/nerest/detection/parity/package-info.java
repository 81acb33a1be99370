@NullMarked
package io.nerest.detection.parity;

import org.jspecify.annotations.NullMarked;
