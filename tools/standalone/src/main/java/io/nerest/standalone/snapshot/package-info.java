/** Data sets of trainings as YOLO folders. */
@NullMarked
package io.nerest.standalone.snapshot;

import org.jspecify.annotations.NullMarked;
