package io.nerest.detector.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads weights of every supported format. The content decides the format, not the file's name. */
public final class WeightsReader {
    private WeightsReader() {}

    /**
     * Reads safetensors files and files written by {@code torch.save}.
     *
     * @throws UnreadableWeightsException if the file is neither, or is damaged
     * @throws IOException if the file cannot be read
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
        throw new UnreadableWeightsException(file, "is neither safetensors nor a zip archive written by torch.save");
    }
}
