package io.nerest.vision.box;

/**
 * A detected object in pixels of the original image.
 *
 * @param box extent of the object
 * @param confidence the class's sigmoid score, 0 to 1
 * @param classId index into the model's class names
 */
public record Detection(Box box, float confidence, int classId) {}
