package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that a graph uses only operators of our exports and constants in the file itself, and has no functions and no
 * nested graphs.
 */
final class OnnxModelCheck {
    private static final Set<String> OPERATORS = Set.of(
            "Add",
            "Cast",
            "Concat",
            "Conv",
            "DequantizeLinear",
            "Div",
            "Equal",
            "Expand",
            "Gather",
            "GatherElements",
            "GatherND",
            "MatMul",
            "MaxPool",
            "Min",
            "Mod",
            "Mul",
            "NonMaxSuppression",
            "QuantizeLinear",
            "Range",
            "ReduceMax",
            "ReduceMean",
            "Reshape",
            "Resize",
            "ScatterND",
            "Shape",
            "Sigmoid",
            "Slice",
            "Softmax",
            "Squeeze",
            "Sub",
            "TopK",
            "Transpose",
            "Unsqueeze");

    private OnnxModelCheck() {}

    /** Returns the first violation, if any. */
    static Optional<String> problem(ModelProto model) {
        if (model.getFunctionsCount() > 0) {
            return Optional.of("holds functions, which detectors do not use");
        }
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (!node.getDomain().isEmpty() || !OPERATORS.contains(node.getOpType())) {
                return Optional.of("uses the operator '%s', which detectors do not use".formatted(node.getOpType()));
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG() || attribute.getGraphsCount() > 0 || attribute.hasT()) {
                    return Optional.of("has a nested graph or tensor in node '%s'".formatted(node.getName()));
                }
            }
        }
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() != TensorProto.DataLocation.DEFAULT) {
                return Optional.of("keeps '%s' in another file".formatted(tensor.getName()));
            }
        }
        return Optional.empty();
    }
}
