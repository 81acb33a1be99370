package io.nerest.detector.onnx;

import static io.nerest.detector.onnx.OnnxGraph.integer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.onnx.OnnxHead.Predictions;
import java.util.List;

/**
 * Writes non-maximum suppression into a graph, for any batch: one class per anchor, suppression per class, and the
 * {@code maxDet} most confident detections of each image, padded with rows of score 0.
 */
final class OnnxSuppression {
    private final OnnxGraph graph;
    private final OnnxExportOptions options;

    OnnxSuppression(OnnxGraph graph, OnnxExportOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /** @param output name for [batch, at most maxDet, 6]: x1, y1, x2, y2 in pixels, score, class */
    void write(Predictions predictions, String output) {
        String boxes = graph.node("Transpose", List.of(predictions.boxes()), OnnxGraph.integers("perm", 0, 2, 1));
        String scores = bestClassAlone(predictions.scores());
        String selected = graph.node(
                "NonMaxSuppression",
                List.of(
                        boxes,
                        scores,
                        graph.longs("max_det", options.maxDet()),
                        graph.floats("iou_threshold", new float[] {options.iou()}, 1),
                        graph.floats("score_threshold", new float[] {options.conf()}, 1)),
                integer("center_point_box", 1));

        String kept = scoresOf(scores, selected);
        String flat = graph.node("Reshape", List.of(kept, graph.longs("image_rows", 0, -1)));
        String candidates = graph.node("Gather", List.of(graph.node("Shape", List.of(flat)), graph.longs("at_1", 1)));
        String count = graph.node("Min", List.of(candidates, graph.longs("max_det", options.maxDet())));
        graph.node("TopK", List.of("top_scores", "top_index"), List.of(flat, count), integer("axis", 1));

        String anchors = graph.node("Gather", List.of(graph.node("Shape", List.of(scores)), graph.longs("at_2", 2)));
        String classId = graph.node("Div", List.of("top_index", anchors));
        String anchor = graph.node("Mod", List.of("top_index", anchors));
        String classes = graph.node("Cast", List.of(classId), integer("to", DataType.FLOAT_VALUE));
        graph.node(
                "Concat",
                output,
                List.of(corners(boxes, anchor), column("top_scores"), column(classes)),
                integer("axis", 2));
    }

    private String bestClassAlone(String scores) {
        String best = graph.node("ReduceMax", List.of(scores), OnnxGraph.integers("axes", 1), integer("keepdims", 1));
        String isBest = graph.node(
                "Cast", List.of(graph.node("Equal", List.of(scores, best))), integer("to", DataType.FLOAT_VALUE));
        return graph.node("Mul", List.of(scores, isBest));
    }

    /** Returns the selected scores at their positions and 0 elsewhere. */
    private String scoresOf(String scores, String selected) {
        String zeros = graph.node("Sub", List.of(scores, scores));
        String values = graph.node("GatherND", List.of(scores, selected));
        return graph.node("ScatterND", List.of(zeros, selected, values));
    }

    /** Returns boxes [batch, count, 4] of the given anchors as corners. */
    private String corners(String boxes, String anchor) {
        String index = graph.node("Expand", List.of(column(anchor), graph.longs("four_columns", 1, 1, 4)));
        String chosen = graph.node("GatherElements", List.of(boxes, index), integer("axis", 1));
        String centre = slice(chosen, 0, 2);
        String halfSize = graph.node("Mul", List.of(slice(chosen, 2, 4), graph.scalar("one_half", 0.5f)));
        return graph.node(
                "Concat",
                List.of(graph.node("Sub", List.of(centre, halfSize)), graph.node("Add", List.of(centre, halfSize))),
                integer("axis", 2));
    }

    private String column(String rows) {
        return graph.node("Unsqueeze", List.of(rows, graph.longs("at_2", 2)));
    }

    private String slice(String value, int from, int to) {
        return graph.node(
                "Slice",
                List.of(value, graph.longs("at_" + from, from), graph.longs("at_" + to, to), graph.longs("at_2", 2)));
    }
}
