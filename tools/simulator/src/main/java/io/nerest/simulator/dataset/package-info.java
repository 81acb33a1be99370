/** YOLO data sets on disk: written, read, and shown as contact sheets. */
@NullMarked
package io.nerest.simulator.dataset;

import org.jspecify.annotations.NullMarked;
