package io.nerest.vision.box;

/**
 * A labelled object in pixels of the image it belongs to.
 *
 * @param box where the object is
 * @param classId index into the class names, from 0
 */
public record GroundTruth(Box box, int classId) {}
