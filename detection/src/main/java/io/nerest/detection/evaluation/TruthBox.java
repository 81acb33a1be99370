package io.nerest.detection.evaluation;

import io.nerest.detection.boxes.Box;

/**
 * A labelled object in pixels of the original picture.
 *
 * @param box where the object is
 * @param classId index into the data set's class names
 */
public record TruthBox(Box box, int classId) {}
