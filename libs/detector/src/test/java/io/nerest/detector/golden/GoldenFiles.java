package io.nerest.detector.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files of expected values beside the tests. */
public final class GoldenFiles {
    private GoldenFiles() {}

    public static byte[] bytes(String name) {
        try (InputStream stream = GoldenFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no golden file " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the tensors of a safetensors file. */
    public static Weights tensors(String name) {
        try {
            Path copy = Files.createTempFile("golden", ".safetensors");
            try {
                return SafetensorsFile.read(Files.write(copy, bytes(name)));
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
