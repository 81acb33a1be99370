@NullMarked
package io.nerest.detector.nms;

import org.jspecify.annotations.NullMarked;
