package io.nerest.cli.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An array in NumPy's {@code .npy} format, read by DJL.
 *
 * @param path the file
 */
record NumpyFile(Path path) {
    /** Magic number, format version 1.0, and the length of the header. */
    private static final int PREAMBLE = 10;

    /**
     * Returns the elements as floats, in C order.
     *
     * @throws IOException if the file cannot be read or does not hold one array of numbers
     */
    float[] floats() throws IOException {
        Optional<float[]> shorts = shorts();
        if (shorts.isPresent()) {
            return shorts.get();
        }
        try (NDManager manager = TorchEngine.managerOn(ComputeDevice.CPU)) {
            return read(manager).toType(DataType.FLOAT32, true).toFloatArray();
        }
    }

    /**
     * Returns the elements' bytes in C order, in a direct buffer.
     *
     * @throws IOException if the file cannot be read or does not hold one array of bytes
     */
    ByteBuffer bytes() throws IOException {
        try (NDManager manager = TorchEngine.managerOn(ComputeDevice.CPU)) {
            byte[] bytes = read(manager).toByteArray();
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        }
    }

    /** Returns the elements of an array of 16-bit integers: DJL's PyTorch engine has no such type and ends the process. */
    private Optional<float[]> shorts() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (file.limit() < PREAMBLE) {
            return Optional.empty();
        }
        int data = PREAMBLE + Short.toUnsignedInt(file.getShort(PREAMBLE - Short.BYTES));
        if (file.limit() < data
                || !new String(file.array(), PREAMBLE, data - PREAMBLE, StandardCharsets.ISO_8859_1)
                        .contains("'descr': '<i2'")) {
            return Optional.empty();
        }
        ShortBuffer elements =
                file.position(data).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] floats = new float[elements.remaining()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = elements.get(i);
        }
        return Optional.of(floats);
    }

    private NDArray read(NDManager manager) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            NDList arrays = NDList.decode(manager, in);
            if (arrays.size() != 1) {
                throw new IOException("%s holds %d arrays instead of one".formatted(path, arrays.size()));
            }
            return arrays.get(0);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException(path + " is damaged, or is not a .npy file of one array of numbers", e);
        }
    }
}
