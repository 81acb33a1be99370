/** YOLO data sets on disk: writer, reader and contact sheets. */
@NullMarked
package io.nerest.simulator.dataset;

import org.jspecify.annotations.NullMarked;
