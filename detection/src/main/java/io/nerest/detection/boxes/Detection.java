package io.nerest.detection.boxes;

/**
 * What the detector found: a box, how sure it is, and the class.
 *
 * @param box in pixels of the original picture
 * @param confidence the class's sigmoid score, 0 to 1
 * @param classId index into the model's class names
 */
public record Detection(Box box, float confidence, int classId) {}
