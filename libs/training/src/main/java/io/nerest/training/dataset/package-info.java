/** Reads labelled data sets in YOLO, VOC and COCO layout and reports invalid labels. */
@NullMarked
package io.nerest.training.dataset;

import org.jspecify.annotations.NullMarked;
