package io.nerest.standalone.demo;

import java.io.IOException;
import java.nio.file.Path;

/** Real frames from a YOLO data set. */
final class DatasetStreams {
    private DatasetStreams() {}

    static DemoData read(Path dataYaml) throws IOException {
        throw new IOException("reading " + dataYaml + " is being built");
    }
}
