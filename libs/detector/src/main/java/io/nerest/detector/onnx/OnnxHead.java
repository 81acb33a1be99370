package io.nerest.detector.onnx;

import static io.nerest.detector.onnx.OnnxGraph.integer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nerest.detector.architecture.DetectHead;
import io.nerest.detector.architecture.DetectHead.Level;
import io.nerest.detector.architecture.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes the decoding of the head's logits into a graph, for any height and width: a box side is the mean of its
 * distribution over bins (GFL, arXiv 2006.04388), boxes are centre and size in pixels, classes are sigmoids.
 */
final class OnnxHead {
    private final OnnxGraph graph;
    private final DetectHead head;

    OnnxHead(OnnxGraph graph, DetectHead head) {
        this.graph = graph;
        this.head = head;
    }

    /**
     * Writes boxes [batch, 4, anchors] as cx, cy, w, h in pixels, and scores [batch, classes, anchors].
     *
     * @param logits returns the name of a value of the network in float32
     */
    Predictions write(Function<Value, String> logits) {
        List<String> sides = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        List<String> xs = new ArrayList<>();
        List<String> ys = new ArrayList<>();
        List<String> strides = new ArrayList<>();
        for (Level level : head.levels()) {
            String boxes = logits.apply(level.boxes());
            sides.add(graph.node("Reshape", List.of(boxes, graph.longs("box_rows", 0, head.boxChannels(), -1))));
            scores.add(graph.node(
                    "Reshape",
                    List.of(logits.apply(level.scores()), graph.longs("score_rows", 0, head.classes(), -1))));
            addAnchors(boxes, level.stride(), xs, ys, strides);
        }
        String distances = expectation(graph.node("Concat", sides, integer("axis", 2)));
        String leftTop = slice(distances, 0, 2);
        String rightBottom = slice(distances, 2, 4);
        String stride = graph.node("Concat", strides, integer("axis", 0));
        String points = graph.node(
                "Concat",
                List.of(graph.node("Concat", xs, integer("axis", 1)), graph.node("Concat", ys, integer("axis", 1))),
                integer("axis", 0));
        String shift = graph.node(
                "Mul", List.of(graph.node("Sub", List.of(rightBottom, leftTop)), graph.scalar("one_half", 0.5f)));
        String centre = graph.node("Mul", List.of(graph.node("Add", List.of(points, shift)), stride));
        String size = graph.node("Mul", List.of(graph.node("Add", List.of(leftTop, rightBottom)), stride));
        return new Predictions(
                graph.node("Concat", List.of(centre, size), integer("axis", 1)),
                graph.node("Sigmoid", List.of(graph.node("Concat", scores, integer("axis", 2)))));
    }

    /** Names of boxes [batch, 4, anchors] and scores [batch, classes, anchors]. */
    record Predictions(String boxes, String scores) {}

    /** [batch, 4 * bins, anchors] to [batch, 4, anchors]: softmax over the bins, dotted with 0, 1, 2, ... */
    private String expectation(String logits) {
        float[] bins = new float[head.bins()];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = i;
        }
        String rows = graph.node("Reshape", List.of(logits, graph.longs("bin_rows", 0, 4, head.bins(), -1)));
        String shares = graph.node("Softmax", List.of(rows), integer("axis", 2));
        String row = graph.floats("bins", bins, 1, 1, 1, head.bins());
        String mean = graph.node("MatMul", List.of(row, shares));
        return graph.node("Squeeze", List.of(mean, graph.longs("bin_axis", 2)));
    }

    /** Centres of the cells, row by row, in units of the stride: [1, cells] each, and the stride for each cell. */
    private void addAnchors(String logits, int stride, List<String> xs, List<String> ys, List<String> strides) {
        String shape = graph.node("Shape", List.of(logits));
        String height = graph.node("Gather", List.of(shape, graph.scalar("height_index", 2L)));
        String width = graph.node("Gather", List.of(shape, graph.scalar("width_index", 3L)));
        String grid = slice(shape, 2, 4, 0);
        String flat = graph.longs("one_row", 1, -1);
        xs.add(graph.node("Reshape", List.of(expand(centres(width), grid), flat)));
        String column = graph.node("Unsqueeze", List.of(centres(height), graph.longs("at_1", 1)));
        ys.add(graph.node("Reshape", List.of(expand(column, grid), flat)));
        String cells =
                graph.node("Reshape", List.of(graph.node("Mul", List.of(height, width)), graph.longs("at_1", 1)));
        strides.add(expand(graph.floats("stride_" + stride, new float[] {stride}, 1), cells));
    }

    /** 0.5, 1.5, 2.5, ... */
    private String centres(String count) {
        String range = graph.node("Range", List.of(graph.scalar("zero", 0L), count, graph.scalar("one", 1L)));
        String floats = graph.node("Cast", List.of(range), integer("to", DataType.FLOAT_VALUE));
        return graph.node("Add", List.of(floats, graph.scalar("one_half", 0.5f)));
    }

    private String expand(String value, String shape) {
        return graph.node("Expand", List.of(value, shape));
    }

    private String slice(String value, int from, int to) {
        return slice(value, from, to, 1);
    }

    private String slice(String value, int from, int to, int axis) {
        return graph.node(
                "Slice",
                List.of(
                        value,
                        graph.longs("at_" + from, from),
                        graph.longs("at_" + to, to),
                        graph.longs("at_" + axis, axis)));
    }
}
