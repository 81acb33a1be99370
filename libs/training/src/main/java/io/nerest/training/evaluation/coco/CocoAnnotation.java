package io.nerest.training.evaluation.coco;

/**
 * One labelled object.
 *
 * @param image the image's id, as text
 * @param category the category's id
 * @param box where it is
 * @param area in square pixels, which decides its size range: area of the mask if given, else of the box
 * @param crowd whether it covers a group of objects; detections matched with it are ignored
 */
public record CocoAnnotation(String image, long category, CocoBox box, double area, boolean crowd) {}
