package io.nerest.detector.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads weights of any format the project knows; the file's content decides, not its name. */
public final class WeightsReader {
    private WeightsReader() {}

    /**
     * Reads safetensors, and what {@code torch.save} wrote.
     *
     * @throws UnreadableWeightsException where the file is neither, or is not sound
     * @throws IOException where the file cannot be read
     */
    public static Weights read(Path file) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate(64);
        long size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
            channel.read(beginning);
        }
        beginning.flip();
        if (TorchCheckpoint.looksLike(beginning)) {
            return TorchCheckpoint.read(file);
        }
        if (SafetensorsFile.looksLike(beginning, size)) {
            return SafetensorsFile.read(file);
        }
        throw new UnreadableWeightsException(
                file, "holds neither safetensors nor a checkpoint that torch.save wrote as a zip archive");
    }
}
