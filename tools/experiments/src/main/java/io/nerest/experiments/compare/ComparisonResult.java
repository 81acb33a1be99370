package io.nerest.experiments.compare;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.system.AtomicFile;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.evaluation.MetricDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a comparison; {@code compare.json}.
 *
 * @param version of the format, {@value #VERSION}
 * @param a the first model
 * @param b the second
 * @param data the test set: its path, images and classes
 * @param differences over all objects, with 95 % intervals
 * @param perClass in the order of the class names
 * @param perSize small, medium, large
 * @param perStream in the order of the images
 * @param bootstrap how the intervals were computed
 * @param disagreements images on which the models disagree, the largest disagreement first
 */
record ComparisonResult(
        int version,
        Model a,
        Model b,
        Data data,
        List<MetricDifference> differences,
        List<GroupPair> perClass,
        List<GroupPair> perSize,
        List<GroupPair> perStream,
        Bootstrap bootstrap,
        List<ImageDifference> disagreements) {

    static final int VERSION = 1;
    static final String FILE = "compare.json";

    /**
     * A model.
     *
     * @param given as it was given
     * @param weights its file
     * @param network the name of its architecture or engine
     * @param imgsz image size of the measurement
     * @param confidence of its best F1, at which precision and recall are given
     * @param milliseconds per image in the network, as measured here
     */
    record Model(String given, String weights, String network, int imgsz, double confidence, double milliseconds) {}

    record Data(String path, int images, int objects, List<String> classNames) {}

    record Bootstrap(int draws, long seed, double level) {}

    /** The metrics of both models on a group of objects. */
    record GroupPair(String group, int images, int instances, GroupMetrics a, GroupMetrics b) {

        double difference50() {
            return b.map50() - a.map50();
        }

        double difference50To95() {
            return b.map50To95() - a.map50To95();
        }
    }

    /**
     * An image on which the models disagree.
     *
     * @param image its file
     * @param stream the camera
     * @param disagreement see {@link Disagreement}
     * @param a the verdict on the first model's boxes, in words
     * @param b the verdict on the second's
     */
    record ImageDifference(String image, String stream, double disagreement, String a, String b) {}

    /** The groups of both reports, in the first one's order. The labels are the same, so both have the same groups. */
    static List<GroupPair> pairs(List<GroupMetrics> a, List<GroupMetrics> b) {
        Map<String, GroupMetrics> other = new HashMap<>();
        b.forEach(group -> other.put(group.group(), group));
        List<GroupPair> pairs = new ArrayList<>();
        for (GroupMetrics group : a) {
            GroupMetrics same = other.get(group.group());
            if (same != null) {
                pairs.add(new GroupPair(group.group(), group.images(), group.instances(), group, same));
            }
        }
        return pairs;
    }

    void write(Path folder) throws IOException {
        AtomicFile.write(
                folder.resolve(FILE),
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsBytes(this));
    }
}
