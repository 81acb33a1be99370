package io.nerest.detector.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

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

    public static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
