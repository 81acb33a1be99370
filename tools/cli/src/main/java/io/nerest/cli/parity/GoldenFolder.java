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

/** A folder of reference inputs and outputs. */
record GoldenFolder(Path folder) {
    /** Images per batch. */
    static final int FRAMES = 4;

    /** Side of the images in pixels. */
    static final int SIDE = 320;

    /** Anchors per image. */
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
        return new NumpyFile(file(name)).floats();
    }

    JsonNode json(String name) throws IOException {
        return new JsonMapper().readTree(file(name).toFile());
    }

    /** Returns the four frames and their objects. */
    TrainingBatch batch() throws IOException {
        ByteBuffer pixels = new NumpyFile(file("frames_u8_nchw_rgb.npy")).bytes();
        return new TrainingBatch(pixels, FRAMES, SIDE, array("targets.npy"), List.of(), () -> {});
    }

    /** Reads an array [frames, channels, anchors] and transposes it to [frames, anchors, channels]. */
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
