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
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An array in NumPy's {@code .npy} format, read by DJL.
 *
 * @param path the file
 */
record NumpyFile(Path path) {

    /**
     * Returns the elements as floats, in C order.
     *
     * @throws IOException if the file cannot be read or does not hold one array of numbers
     */
    float[] floats() throws IOException {
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
