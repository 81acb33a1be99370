package io.nerest.training.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;

/**
 * TensorBoard's messages in protobuf's wire format. Field numbers are those of {@code event.proto},
 * {@code summary.proto}, {@code tensor.proto}, and the PR curve plugin's {@code plugin_data.proto}.
 */
final class EventEncoder {
    private static final int DT_FLOAT = 1;
    private static final int DATA_CLASS_TENSOR = 2;
    private static final int RGB = 3;

    private final Clock clock;

    EventEncoder(Clock clock) {
        this.clock = clock;
    }

    /** The first event of a file. */
    byte[] version() throws IOException {
        return message(event -> {
            event.writeDouble(1, seconds());
            event.writeString(3, "brain.Event:2");
        });
    }

    byte[] scalar(String tag, long step, float value) throws IOException {
        return event(tag, step, summary -> summary.writeFloat(2, value));
    }

    byte[] image(String tag, long step, byte[] encoded, int width, int height) throws IOException {
        byte[] image = message(fields -> {
            fields.writeInt32(1, height);
            fields.writeInt32(2, width);
            fields.writeInt32(3, RGB);
            fields.writeByteArray(4, encoded);
        });
        return event(tag, step, summary -> summary.writeByteArray(4, image));
    }

    /**
     * A PR curve.
     *
     * @param rows [6, points]: true and false positives, true and false negatives, precision, recall
     */
    byte[] prCurve(String tag, long step, float[] rows, int points) throws IOException {
        byte[] curves = message(data -> data.writeUInt32(2, points));
        byte[] plugin = message(data -> {
            data.writeString(1, "pr_curves");
            data.writeByteArray(2, curves);
        });
        byte[] metadata = message(data -> {
            data.writeByteArray(1, plugin);
            data.writeString(2, tag);
            data.writeEnum(4, DATA_CLASS_TENSOR);
        });
        byte[] tensor = tensor(rows, 6, points);
        return event(tag, step, summary -> {
            summary.writeByteArray(8, tensor);
            summary.writeByteArray(9, metadata);
        });
    }

    private static byte[] tensor(float[] values, int... shape) throws IOException {
        byte[] shapeMessage = message(data -> {
            for (int side : shape) {
                data.writeByteArray(2, message(dimension -> dimension.writeInt64(1, side)));
            }
        });
        ByteBuffer content = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return message(data -> {
            data.writeEnum(1, DT_FLOAT);
            data.writeByteArray(2, shapeMessage);
            data.writeBytes(4, ByteString.copyFrom(content.array()));
        });
    }

    private byte[] event(String tag, long step, Fields value) throws IOException {
        byte[] summaryValue = message(data -> {
            data.writeString(1, tag);
            value.write(data);
        });
        byte[] summary = message(data -> data.writeByteArray(1, summaryValue));
        return message(data -> {
            data.writeDouble(1, seconds());
            data.writeInt64(2, step);
            data.writeByteArray(5, summary);
        });
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
