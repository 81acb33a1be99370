package io.nerest.vision.box;

/**
 * A labelled object in pixels of the image it belongs to.
 *
 * @param box extent of the object
 * @param classId index into the class names, from 0
 */
public record GroundTruth(Box box, int classId) {}
