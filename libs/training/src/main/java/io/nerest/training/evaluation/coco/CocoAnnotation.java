package io.nerest.training.evaluation.coco;

/**
 * One labelled object.
 *
 * @param image the picture's id, as text
 * @param category the category's id
 * @param box where it is
 * @param area in square pixels, by which its size is judged: of the mask where there is one, else of the box
 * @param crowd whether it stands for many objects: what is matched with it counts neither way
 */
public record CocoAnnotation(String image, long category, CocoBox box, double area, boolean crowd) {}
