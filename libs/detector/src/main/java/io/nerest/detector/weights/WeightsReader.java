package io.nerest.detector.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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
        requireFile(file);
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

    /**
     * Rejects a folder. If it is the folder of a training run, the message names the weights in it.
     *
     * @throws UnreadableWeightsException if the path is a folder
     */
    public static void requireFile(Path file) throws UnreadableWeightsException {
        if (!Files.isDirectory(file)) {
            return;
        }
        for (String name : List.of("weights/best.safetensors", "best.safetensors", "weights/last.safetensors")) {
            if (Files.isRegularFile(file.resolve(name))) {
                throw new UnreadableWeightsException(file, "is a folder; name the file, such as " + file.resolve(name));
            }
        }
        throw new UnreadableWeightsException(file, "is a folder; name a weights file, such as best.safetensors");
    }
}
