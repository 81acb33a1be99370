@NullMarked
package io.nerest.detection.export;

import org.jspecify.annotations.NullMarked;
