package io.nerest.training.evaluation.coco;

import io.nerest.formats.coco.CocoEntry;
import io.nerest.formats.coco.CocoFile;
import io.nerest.formats.coco.CocoFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the two files of a COCO evaluation. */
public final class CocoResultsReader {
    private CocoResultsReader() {}

    /**
     * Reads an annotation file.
     *
     * @throws CocoFormatException if the file is not one
     * @throws IOException if the file cannot be read
     */
    public static CocoGroundTruth groundTruth(Path file) throws IOException {
        Set<String> images = new HashSet<>();
        Map<Long, String> categories = new LinkedHashMap<>();
        List<CocoAnnotation> annotations = new ArrayList<>();
        new CocoFile(file).readAnnotations(new CocoFile.Annotations() {
            @Override
            public void image(CocoEntry entry) {
                images.add(entry.id("id"));
            }

            @Override
            public void category(CocoEntry entry) {
                long id = entry.wholeNumber("id");
                categories.put(id, entry.text("name").orElse(Long.toString(id)));
            }

            @Override
            public void annotation(CocoEntry entry) {
                CocoBox box = box(entry);
                double area = entry.node().hasNonNull("area") ? entry.number("area") : box.area();
                annotations.add(new CocoAnnotation(
                        entry.id("image_id"), entry.wholeNumber("category_id"), box, area, entry.isCrowd()));
            }
        });
        return new CocoGroundTruth(images, categories, annotations);
    }

    /**
     * Reads a results file: an array of {@code image_id, category_id, bbox, score}.
     *
     * @throws CocoFormatException if the file is not one
     * @throws IOException if the file cannot be read
     */
    public static List<CocoDetection> detections(Path file) throws IOException {
        List<CocoDetection> detections = new ArrayList<>();
        new CocoFile(file).readResults(entry -> detections.add(detection(entry)));
        return detections;
    }

    private static CocoDetection detection(CocoEntry entry) {
        CocoBox box = box(entry);
        double score = entry.number("score");
        if (!Double.isFinite(score)) {
            throw entry.problem("has the score " + score);
        }
        return new CocoDetection(entry.id("image_id"), entry.wholeNumber("category_id"), box, score);
    }

    private static CocoBox box(CocoEntry entry) {
        double[] bbox = entry.bbox();
        try {
            return new CocoBox(bbox[0], bbox[1], bbox[2], bbox[3]);
        } catch (IllegalArgumentException invalid) {
            throw entry.problem("is invalid: " + invalid.getMessage());
        }
    }
}
