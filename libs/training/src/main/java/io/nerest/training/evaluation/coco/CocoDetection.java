package io.nerest.training.evaluation.coco;

/**
 * One detection of a results file.
 *
 * @param image the image's id, as text
 * @param category the category's id
 * @param box where it is
 * @param score confidence; finite
 */
public record CocoDetection(String image, long category, CocoBox box, double score) {
    public CocoDetection {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score is " + score);
        }
    }
}
