package io.nerest.training.evaluation.coco;

import io.nerest.training.evaluation.coco.CocoMatching.Outcome;
import io.nerest.training.evaluation.coco.CocoSummary.AveragePrecisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * COCO's evaluation of detections by boxes, as pycocotools defines it, crowds and ranges of areas included
 * (https://cocodataset.org/#detection-eval).
 */
public final class CocoEvaluation {
    /** Maximum number of detections per image and category. */
    public static final int MAX_DETECTIONS = 300;

    private static final int IOU_75 = 5;

    /** Whole numbers in their order, then other ids in theirs. */
    private static final Comparator<String> WHOLE_NUMBERS_FIRST = Comparator.comparing(
                    (String id) -> id.matches("-?\\d{1,18}") ? Long.parseLong(id) : Long.MAX_VALUE)
            .thenComparing(Comparator.naturalOrder());

    private CocoEvaluation() {}

    /**
     * Evaluates all detections. Detections of categories that the annotation file does not list are ignored, as in
     * pycocotools.
     *
     * @throws IllegalArgumentException if a detection or an annotation is of an image that the annotation file does
     *     not list
     */
    public static CocoSummary evaluate(CocoGroundTruth truth, List<CocoDetection> detections) {
        List<String> images = new ArrayList<>(truth.images());
        images.sort(WHOLE_NUMBERS_FIRST);
        Map<String, Integer> imageIndex = new HashMap<>();
        images.forEach(image -> imageIndex.put(image, imageIndex.size()));
        Map<Long, Map<Integer, Entries>> byCategory = new TreeMap<>();
        truth.categories().keySet().forEach(category -> byCategory.put(category, new TreeMap<>()));
        for (CocoAnnotation annotation : truth.annotations()) {
            int image = index(imageIndex, annotation.image(), "an annotation");
            Map<Integer, Entries> category = byCategory.get(annotation.category());
            if (category == null) {
                throw new IllegalArgumentException("an annotation is of category %d, which 'categories' does not list"
                        .formatted(annotation.category()));
            }
            category.computeIfAbsent(image, i -> new Entries()).truths.add(annotation);
        }
        int known = 0;
        for (CocoDetection detection : detections) {
            int image = index(imageIndex, detection.image(), "a detection");
            Map<Integer, Entries> category = byCategory.get(detection.category());
            if (category != null) {
                category.computeIfAbsent(image, i -> new Entries()).detections.add(detection);
                known++;
            }
        }
        Map<String, AveragePrecisions> perClass = new LinkedHashMap<>();
        byCategory.forEach((id, entries) ->
                perClass.merge(truth.categories().get(id), evaluate(entries), (first, second) -> {
                    throw new IllegalArgumentException(
                            "two categories are named '" + truth.categories().get(id) + "'");
                }));
        int instances =
                (int) truth.annotations().stream().filter(a -> !a.crowd()).count();
        return new CocoSummary(
                AveragePrecisions.meanOf(List.copyOf(perClass.values())),
                perClass,
                MAX_DETECTIONS,
                images.size(),
                instances,
                known);
    }

    /** One category, image by image. */
    private static AveragePrecisions evaluate(Map<Integer, Entries> entries) {
        Map<AreaRange, List<Outcome>> outcomes = new EnumMap<>(AreaRange.class);
        for (Entries entry : entries.values()) {
            CocoMatching matching = new CocoMatching(entry.detections, entry.truths, MAX_DETECTIONS);
            for (AreaRange range : AreaRange.values()) {
                outcomes.computeIfAbsent(range, r -> new ArrayList<>()).add(matching.outcome(range));
            }
        }
        double[] all = averagePrecision(outcomes, AreaRange.ALL);
        return new AveragePrecisions(
                mean(all),
                all.length == 0 ? null : all[0],
                all.length == 0 ? null : all[IOU_75],
                mean(averagePrecision(outcomes, AreaRange.SMALL)),
                mean(averagePrecision(outcomes, AreaRange.MEDIUM)),
                mean(averagePrecision(outcomes, AreaRange.LARGE)));
    }

    private static double[] averagePrecision(Map<AreaRange, List<Outcome>> outcomes, AreaRange range) {
        return CocoAveragePrecision.of(outcomes.getOrDefault(range, List.of()));
    }

    private static @Nullable Double mean(double[] values) {
        return values.length == 0
                ? null
                : (Double) Arrays.stream(values).average().orElseThrow();
    }

    private static int index(Map<String, Integer> images, String image, String what) {
        Integer index = images.get(image);
        if (index == null) {
            throw new IllegalArgumentException(
                    "%s is of image '%s', which the annotation file does not list".formatted(what, image));
        }
        return index;
    }

    private static final class Entries {
        private final List<CocoAnnotation> truths = new ArrayList<>();
        private final List<CocoDetection> detections = new ArrayList<>();
    }
}
