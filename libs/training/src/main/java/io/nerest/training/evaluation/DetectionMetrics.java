package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The detection metrics of the YOLO family, over images added one by one.
 *
 * <p>At each IoU threshold of .50 to .95 by .05, a detection is matched with the object of its class of highest IoU;
 * of several detections of one object the one of highest confidence is correct. Average precision is the area under
 * the precision envelope at 101 recall points; precision and recall are given at the confidence of the best mean F1.
 * Uses about 25 bytes per detection.
 *
 * <p>The metrics of a size ignore objects of other sizes, detections matched with them, and unmatched detections of
 * other sizes, as in COCO's evaluation.
 */
public final class DetectionMetrics {
    private static final int F1_SMOOTHING = MetricCurves.POINTS / 10 + 1;

    private final List<String> classNames;
    private final MatchedDetections detections = new MatchedDetections();
    private final List<MatchedDetections.Truth> truths = new ArrayList<>();
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final ConfusionMatrix confusion;
    private int images;

    public DetectionMetrics(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
        this.confusion = new ConfusionMatrix(classNames);
    }

    /**
     * Adds one image. Boxes of both lists are in pixels of the original image.
     *
     * @param stream the camera of the image
     * @throws IllegalArgumentException if a class is not among the class names, or a confidence is not a number
     */
    public void add(String stream, List<GroundTruth> objects, List<Detection> found) {
        objects.forEach(object -> requireClass(object.classId()));
        for (Detection detection : found) {
            requireClass(detection.classId());
            if (!(detection.confidence() >= 0)) {
                throw new IllegalArgumentException("a detection has confidence " + detection.confidence());
            }
        }
        Stream camera = streams.computeIfAbsent(stream, name -> new Stream(streams.size()));
        camera.images++;
        for (GroundTruth object : objects) {
            truths.add(
                    new MatchedDetections.Truth(object.classId(), SizeBucket.of(object.box()), camera.index, images));
        }
        detections.add(camera.index, objects, found);
        confusion.add(objects, found);
        images++;
    }

    /** Returns the metrics of all images added so far. */
    public DetectionReport report() {
        Group everything = new Group(-1, null);
        List<ClassResult> results = evaluate(everything);
        MetricCurves curves = curves(results);
        int best = curves.bestF1();
        List<GroupMetrics> perClass = new ArrayList<>();
        for (ClassResult result : results) {
            perClass.add(new GroupMetrics(
                    classNames.get(result.classId),
                    imagesWith(everything, result.classId),
                    result.curve.instances(),
                    result.curve.precision()[best],
                    result.curve.recall()[best],
                    result.averagePrecision[0],
                    mean(result.averagePrecision)));
        }
        List<GroupMetrics> perSize = new ArrayList<>();
        for (SizeBucket size : SizeBucket.values()) {
            Group group = new Group(-1, size);
            summarise(size.label(), imagesWith(group, -1), evaluate(group), perSize);
        }
        List<GroupMetrics> perStream = new ArrayList<>();
        streams.forEach(
                (name, camera) -> summarise(name, camera.images, evaluate(new Group(camera.index, null)), perStream));
        List<GroupMetrics> all = new ArrayList<>();
        summarise("all", images, results, all);
        GroupMetrics overall = all.isEmpty() ? new GroupMetrics("all", images, 0, 0, 0, 0, 0) : all.get(0);
        return new DetectionReport(overall, perClass, perSize, perStream, MetricCurves.axis()[best], curves, confusion);
    }

    private List<ClassResult> evaluate(Group group) {
        int[] instances = new int[classNames.size()];
        for (MatchedDetections.Truth truth : truths) {
            if (group.holds(truth)) {
                instances[truth.classId()]++;
            }
        }
        int[][] byClass = detections.byClass(instances.length, group);
        List<ClassResult> results = new ArrayList<>();
        for (int c = 0; c < instances.length; c++) {
            if (instances[c] == 0) {
                continue;
            }
            double[] averagePrecision = new double[MatchedDetections.THRESHOLDS];
            for (int t = 0; t < averagePrecision.length; t++) {
                averagePrecision[t] = detections
                        .precisionRecall(byClass[c], t, group, instances[c])
                        .averagePrecision();
            }
            MetricCurves.ClassCurve curve = detections
                    .precisionRecall(byClass[c], 0, group, instances[c])
                    .curve(classNames.get(c));
            results.add(new ClassResult(c, averagePrecision, curve));
        }
        return results;
    }

    private static MetricCurves curves(List<ClassResult> results) {
        double[] mean = new double[MetricCurves.POINTS];
        for (ClassResult result : results) {
            double[] f1 = result.curve.f1();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += f1[i] / results.size();
            }
        }
        return new MetricCurves(
                results.stream().map(ClassResult::curve).toList(), Interpolation.smooth(mean, F1_SMOOTHING));
    }

    private static void summarise(String name, int images, List<ClassResult> results, List<GroupMetrics> into) {
        if (results.isEmpty()) {
            return;
        }
        int best = curves(results).bestF1();
        into.add(new GroupMetrics(
                name,
                images,
                results.stream().mapToInt(r -> r.curve.instances()).sum(),
                results.stream()
                        .mapToDouble(r -> r.curve.precision()[best])
                        .average()
                        .orElseThrow(),
                results.stream()
                        .mapToDouble(r -> r.curve.recall()[best])
                        .average()
                        .orElseThrow(),
                results.stream()
                        .mapToDouble(r -> r.averagePrecision[0])
                        .average()
                        .orElseThrow(),
                results.stream()
                        .mapToDouble(r -> mean(r.averagePrecision))
                        .average()
                        .orElseThrow()));
    }

    private int imagesWith(Group group, int classId) {
        return (int) truths.stream()
                .filter(group::holds)
                .filter(truth -> classId < 0 || truth.classId() == classId)
                .mapToInt(MatchedDetections.Truth::image)
                .distinct()
                .count();
    }

    private void requireClass(int classId) {
        if (classId < 0 || classId >= classNames.size()) {
            throw new IllegalArgumentException(
                    "class %d is not one of the %d classes of the data set".formatted(classId, classNames.size()));
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static final class Stream {
        private final int index;
        private int images;

        private Stream(int index) {
            this.index = index;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record ClassResult(int classId, double[] averagePrecision, MetricCurves.ClassCurve curve) {}
}
