/** COCO's files of objects and detections, and COCO's evaluation of the one against the other. */
@NullMarked
package io.nerest.training.evaluation.coco;

import org.jspecify.annotations.NullMarked;
