/** Streams that do not exist: rendered camera frames with known truth, written as YOLO data sets. */
@NullMarked
package io.nerest.simulator;

import org.jspecify.annotations.NullMarked;
