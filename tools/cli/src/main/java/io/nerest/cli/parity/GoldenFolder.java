package io.nerest.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.training.batch.TrainingBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/** The folder of what the reference gave for known inputs. */
record GoldenFolder(Path folder) {
    /** Pictures of the batch that most of the files are about. */
    static final int FRAMES = 4;

    /** Their side in pixels. */
    static final int SIDE = 320;

    /** Anchors of a picture of that side. */
    static final int ANCHORS = 2100;

    GoldenFolder {
        if (!Files.isDirectory(folder)) {
            throw new java.io.UncheckedIOException(new NotDirectoryException(folder.toString()));
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    float[] array(String name) throws IOException {
        return NumpyArray.read(file(name)).floats();
    }

    JsonNode json(String name) throws IOException {
        return new JsonMapper().readTree(file(name).toFile());
    }

    /** The four frames and their objects. */
    TrainingBatch batch() throws IOException {
        ByteBuffer frames = NumpyArray.read(file("frames_u8_nchw_rgb.npy")).data();
        ByteBuffer pixels = ByteBuffer.allocateDirect(frames.remaining());
        pixels.put(frames.duplicate()).flip();
        return new TrainingBatch(pixels, FRAMES, SIDE, array("targets.npy"), List.of(), () -> {});
    }

    /** An array [frames, channels, anchors] in the order [frames, anchors, channels]. */
    float[] byAnchor(String name, int channels) throws IOException {
        float[] planes = array(name);
        float[] rows = new float[planes.length];
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int anchor = 0; anchor < ANCHORS; anchor++) {
                    rows[(frame * ANCHORS + anchor) * channels + channel] =
                            planes[(frame * channels + channel) * ANCHORS + anchor];
                }
            }
        }
        return rows;
    }
}
