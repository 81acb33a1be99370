package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/** Feature vector of a frame. In JSON it is base64 of little-endian float32 values, a third of their decimal size. */
public final class Embedding {
    private final float[] values;

    public Embedding(float[] values) {
        this.values = values.clone();
    }

    @JsonCreator
    public static Embedding fromBase64(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(Require.present(base64, "embedding"));
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException("'embedding' is not base64: " + e.getMessage());
        }
        if (bytes.length % Float.BYTES != 0) {
            throw new InvalidEventException(
                    "'embedding' holds " + bytes.length + " bytes, which is not a multiple of 4 (float32)");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Embedding(values);
    }

    @JsonValue
    public String toBase64() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    public float[] values() {
        return values.clone();
    }

    public int length() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding[" + values.length + "]";
    }
}
