package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.nerest.detector.tensor.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builds a graph: nodes in order of computation, constants, inputs, outputs. */
final class OnnxGraph {
    private final GraphProto.Builder graph;
    private final Set<String> constants = new HashSet<>();
    private int values;

    OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    GraphProto build() {
        return graph.build();
    }

    /** Adds a node with one output and returns the output's name. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return node(operator, "v" + values++, inputs, attributes);
    }

    /** Adds a node whose only output has the given name. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + graph.getNodeCount())
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    /** Adds a node of several outputs. */
    void node(String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + graph.getNodeCount())
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
    }

    String cast(String value, DataType type) {
        return node("Cast", List.of(value), integer("to", type.getNumber()));
    }

    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = little(values.length * 4);
        bytes.asFloatBuffer().put(values);
        return constant(name, DataType.FLOAT, bytes, shape);
    }

    String halves(String name, float[] values, long... shape) {
        ByteBuffer bytes = little(values.length * 2);
        for (int i = 0; i < values.length; i++) {
            bytes.putShort(i * 2, HalfFloat.fromFloat(values[i]));
        }
        return constant(name, DataType.FLOAT16, bytes, shape);
    }

    String integers(String name, int[] values, long... shape) {
        ByteBuffer bytes = little(values.length * 4);
        bytes.asIntBuffer().put(values);
        return constant(name, DataType.INT32, bytes, shape);
    }

    String bytes(String name, DataType type, byte[] values, long... shape) {
        return constant(name, type, ByteBuffer.wrap(values), shape);
    }

    /** Adds a constant vector of 64-bit integers. */
    String longs(String name, long... values) {
        ByteBuffer bytes = little(values.length * 8);
        bytes.asLongBuffer().put(values);
        return constant(name, DataType.INT64, bytes, values.length);
    }

    /** Adds a scalar constant. */
    String scalar(String name, long value) {
        return constant(name, DataType.INT64, little(8).putLong(0, value));
    }

    /** Adds a scalar constant. */
    String scalar(String name, float value) {
        return floats(name, new float[] {value});
    }

    /** Declares an input; a side is a number, or a name if it varies. */
    void input(String name, DataType type, List<Object> shape) {
        graph.addInput(value(name, type, shape));
    }

    /** Declares a value as an output; a side is a number, or a name if it varies. */
    void output(String name, DataType type, List<Object> shape) {
        graph.addOutput(value(name, type, shape));
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private String constant(String name, DataType type, ByteBuffer data, long... shape) {
        if (constants.add(name)) {
            TensorProto.Builder tensor = TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(type.getNumber())
                    .setRawData(ByteString.copyFrom(data.rewind()));
            for (long side : shape) {
                tensor.addDims(side);
            }
            graph.addInitializer(tensor);
        }
        return name;
    }

    private static ValueInfoProto value(String name, DataType type, List<Object> shape) {
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
        for (Object side : shape) {
            sides.addDim(
                    side instanceof Number number
                            ? TensorShapeProto.Dimension.newBuilder().setDimValue(number.longValue())
                            : TensorShapeProto.Dimension.newBuilder().setDimParam(side.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(sides)))
                .build();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
