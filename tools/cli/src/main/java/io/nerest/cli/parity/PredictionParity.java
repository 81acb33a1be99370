package io.nerest.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.nms.NonMaximumSuppression;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.network.Evaluation;
import io.nerest.training.network.HeadOutputs;
import io.nerest.training.network.InspectableNetwork;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the network in evaluation mode: head outputs, decoded boxes, and non-maximum suppression. */
final class PredictionParity {
    private static final Pattern SETTING = Pattern.compile("conf=([\\d.]+) iou=([\\d.]+) max_det=(\\d+)");

    private PredictionParity() {}

    static List<Check> checks(GoldenFolder golden, InspectableNetwork network) throws IOException {
        List<Check> checks = new ArrayList<>();
        TrainingBatch batch = golden.batch();
        HeadOutputs heads = network.heads(batch);
        checks.add(rows("raw side bins", heads.bins(), golden.byAnchor("eval_raw_boxes.npy", 64)));
        checks.add(rows("raw class logits", heads.logits(), golden.byAnchor("eval_raw_scores.npy", 1)));
        Evaluation evaluation = network.evaluate(batch);
        checks.addAll(decoded(evaluation.predictions(), golden.array("eval_decoded_xywh_cls.npy")));
        for (Map.Entry<String, JsonNode> setting : golden.json("nms.json").properties()) {
            checks.add(suppression(setting.getKey(), setting.getValue(), evaluation.predictions()));
        }
        return checks;
    }

    private static Check rows(String name, float[] actual, float[] expected) {
        LargestDifference largest = new LargestDifference();
        for (int i = 0; i < expected.length; i++) {
            largest.absolute(actual[i], expected[i], "element " + i);
        }
        return largest.check(name, 1e-3);
    }

    private static List<Check> decoded(FloatBuffer actual, float[] expected) {
        LargestDifference boxes = new LargestDifference();
        LargestDifference scores = new LargestDifference();
        for (int i = 0; i < expected.length; i++) {
            int channel = i / GoldenFolder.ANCHORS % 5;
            String place = "frame %d, anchor %d".formatted(i / GoldenFolder.ANCHORS / 5, i % GoldenFolder.ANCHORS);
            (channel < 4 ? boxes : scores).absolute(actual.get(i), expected[i], place);
        }
        return List.of(boxes.check("decoded boxes, px", 0.01), scores.check("decoded scores", 1e-4));
    }

    /** Matches expected and actual detections one to one. */
    private static Check suppression(String setting, JsonNode frames, FloatBuffer predictions) throws IOException {
        Matcher matcher = SETTING.matcher(setting);
        if (!matcher.matches()) {
            throw new IOException("nms.json has a setting that is not understood: " + setting);
        }
        NmsOptions options = new NmsOptions(
                Double.parseDouble(matcher.group(1)),
                Double.parseDouble(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                false,
                NmsOptions.MAX_CANDIDATES);
        LargestDifference largest = new LargestDifference();
        int total = 0;
        for (int frame = 0; frame < frames.size(); frame++) {
            List<Detection> found =
                    new ArrayList<>(NonMaximumSuppression.apply(predictions, frame, 1, GoldenFolder.ANCHORS, options));
            total += found.size();
            for (JsonNode expected : frames.get(frame)) {
                if (!found.removeIf(new Same(expected))) {
                    largest.count("frame " + frame + ": missing " + expected);
                }
            }
            for (Detection extra : found) {
                largest.count("frame " + frame + ": too many, " + extra);
            }
        }
        return largest.check("suppression %s: %d detections, missing or too many".formatted(setting, total), 0);
    }

    /** Accepts the first detection equal to the expected one; the file rounds confidences to five digits. */
    private static final class Same implements java.util.function.Predicate<Detection> {
        private final JsonNode expected;
        private boolean taken;

        Same(JsonNode expected) {
            this.expected = expected;
        }

        @Override
        public boolean test(Detection detection) {
            if (taken) {
                return false;
            }
            taken = near(detection.box().x1(), 0, 0.01)
                    && near(detection.box().y1(), 1, 0.01)
                    && near(detection.box().x2(), 2, 0.01)
                    && near(detection.box().y2(), 3, 0.01)
                    && near(detection.confidence(), 4, 1e-4)
                    && near(detection.classId(), 5, 0);
            return taken;
        }

        private boolean near(double actual, int index, double tolerance) {
            return Math.abs(actual - expected.get(index).asDouble()) <= tolerance;
        }
    }
}
