package io.nerest.training.evaluation.coco;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A COCO annotation file.
 *
 * @param images the ids of its images, those without an object too
 * @param categories names by id
 * @param annotations the objects, in the file's order
 */
public record CocoGroundTruth(Set<String> images, Map<Long, String> categories, List<CocoAnnotation> annotations) {
    public CocoGroundTruth {
        images = Set.copyOf(images);
        categories = Map.copyOf(categories);
        annotations = List.copyOf(annotations);
    }
}
