/** Rendered camera streams with exact labels, and their output as YOLO data sets. */
@NullMarked
package io.nerest.simulator;

import org.jspecify.annotations.NullMarked;
