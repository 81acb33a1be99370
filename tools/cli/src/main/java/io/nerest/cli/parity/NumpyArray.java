package io.nerest.cli.parity;

import io.nerest.detector.tensor.HalfFloat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of NumPy's {@code .npy} format, version 1 or 2, little-endian and in C order.
 *
 * @param type element type as the file names it, without byte order: f4, f2, i8, u1, b1
 * @param shape its sides
 * @param data its elements
 */
@SuppressWarnings("ArrayRecordComponent")
record NumpyArray(String type, int[] shape, ByteBuffer data) {
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'[<|]([a-z]\\d)',\\s*'fortran_order':\\s*False,\\s*'shape':\\s*\\(([\\d, ]*)\\)");

    /**
     * Reads a file.
     *
     * @throws IOException where it cannot be read, or is not such an array
     */
    static NumpyArray read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 12 || bytes.getLong(0) << 16 != 0x59504d554e93L << 16) {
            throw new IOException(file + " is not a NumPy array");
        }
        boolean wide = bytes.get(6) > 1;
        int length = wide ? bytes.getInt(8) : Short.toUnsignedInt(bytes.getShort(8));
        int start = (wide ? 12 : 10) + length;
        if (length < 0 || start > bytes.limit()) {
            throw new IOException(file + " ends within its header");
        }
        String header = new String(bytes.array(), start - length, length, StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.lookingAt()) {
            throw new IOException(file + " holds an array of a kind that is not read here: " + header.strip());
        }
        int[] shape = Arrays.stream(matcher.group(2).split(","))
                .map(String::strip)
                .filter(side -> !side.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        NumpyArray array = new NumpyArray(
                matcher.group(1),
                shape,
                bytes.slice(start, bytes.limit() - start).order(ByteOrder.LITTLE_ENDIAN));
        if (array.data.remaining() != (long) array.elements() * (array.type.charAt(1) - '0')) {
            throw new IOException(file + " has " + array.data.remaining()
                    + " bytes of data, which do not fit its header " + header.strip());
        }
        return array;
    }

    int elements() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    float[] floats() {
        float[] values = new float[elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "f4" -> data.getFloat(i * 4);
                case "f2" -> HalfFloat.toFloat(data.getShort(i * 2));
                case "i8" -> data.getLong(i * 8);
                case "i4" -> data.getInt(i * 4);
                case "i2" -> data.getShort(i * 2);
                case "u1", "b1" -> data.get(i) & 0xff;
                default -> throw new IllegalStateException("elements of type " + type + " are not read here");
            };
        }
        return values;
    }
}
