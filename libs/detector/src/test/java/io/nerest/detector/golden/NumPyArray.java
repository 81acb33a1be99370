package io.nerest.detector.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A little-endian array in C order from a {@code .npy} file. */
@SuppressWarnings("ArrayRecordComponent")
public record NumPyArray(String type, int[] shape, ByteBuffer data) {
    private static final Pattern TYPE = Pattern.compile("'descr': '([^']+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

    /** Reads format 1. */
    public static NumPyArray read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = bytes.getShort(8);
        String header = new String(bytes.array(), 10, headerLength, StandardCharsets.US_ASCII);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || header.contains("'fortran_order': True")) {
            throw new IOException(file + " has the header " + header);
        }
        int[] sides = Arrays.stream(shape.group(1).split(","))
                .map(String::trim)
                .filter(side -> !side.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        ByteBuffer data = bytes.position(10 + headerLength).slice().order(ByteOrder.LITTLE_ENDIAN);
        return new NumPyArray(type.group(1), sides, data);
    }

    /** The bytes outside the heap, as networks take them. */
    public ByteBuffer direct() {
        return ByteBuffer.allocateDirect(data.remaining()).put(data.duplicate()).flip();
    }
}
