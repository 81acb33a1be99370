@NullMarked
package io.nerest.detection.golden;

import org.jspecify.annotations.NullMarked;
