package io.nerest.selector.storage;

import io.nerest.vision.box.ScoredBox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary format of boxes in the tables {@code score} and {@code batch_frame}: 24 bytes a box, class as int32, then
 * confidence, cx, cy, w, h as float32, all little-endian. Embeddings are float32, little-endian. A round may read a million
 * frames, and this is a third of the size of JSON and needs no parsing.
 */
public final class BoxCodec {

    private static final int BYTES = 6 * Integer.BYTES;

    private BoxCodec() {}

    /** Encodes boxes. */
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

    /** Decodes what {@link #encode(List)} made. */
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

    /** Encodes an embedding. */
    public static byte[] encode(float[] embedding) {
        ByteBuffer bytes = ByteBuffer.allocate(embedding.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(embedding);
        return bytes.array();
    }

    /** Decodes what {@link #encode(float[])} made. */
    public static float[] decodeEmbedding(byte[] encoded) {
        float[] embedding = new float[encoded.length / Float.BYTES];
        ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(embedding);
        return embedding;
    }
}
