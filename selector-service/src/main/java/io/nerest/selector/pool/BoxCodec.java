package io.nerest.selector.pool;

import io.nerest.vision.box.ScoredBox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Boxes as the score table keeps them, 24 bytes each: class as int32, then confidence, cx, cy, w, h as float32, all
 * little-endian. A third of their JSON, and read without parsing: a round may read a million frames.
 */
public final class BoxCodec {

    private static final int BYTES = 6 * Integer.BYTES;

    private BoxCodec() {}

    public static byte[] encode(List<ScoredBox> boxes) {
        ByteBuffer bytes = ByteBuffer.allocate(boxes.size() * BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (ScoredBox box : boxes) {
            bytes.putInt(box.classId())
                    .putFloat((float) box.confidence())
                    .putFloat((float) box.cx())
                    .putFloat((float) box.cy())
                    .putFloat((float) box.w())
                    .putFloat((float) box.h());
        }
        return bytes.array();
    }

    public static byte[] encodeDetected(List<ScoredBox> boxes) {
        return encode(boxes.stream()
                .map(box -> new ScoredBox(box.classId(), box.confidence(), box.cx(), box.cy(), box.w(), box.h()))
                .toList());
    }

    public static List<ScoredBox> decode(byte[] encoded) {
        if (encoded.length == 0) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        List<ScoredBox> boxes = new ArrayList<>(encoded.length / BYTES);
        while (bytes.remaining() >= BYTES) {
            boxes.add(new ScoredBox(
                    bytes.getInt(),
                    bytes.getFloat(),
                    bytes.getFloat(),
                    bytes.getFloat(),
                    bytes.getFloat(),
                    bytes.getFloat()));
        }
        return boxes;
    }

    public static byte[] encode(float[] embedding) {
        ByteBuffer bytes = ByteBuffer.allocate(embedding.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(embedding);
        return bytes.array();
    }

    public static float[] decodeEmbedding(byte[] encoded) {
        float[] embedding = new float[encoded.length / Float.BYTES];
        ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(embedding);
        return embedding;
    }
}
