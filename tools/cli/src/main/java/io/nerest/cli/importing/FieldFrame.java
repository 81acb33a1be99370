package io.nerest.cli.importing;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A frame to import.
 *
 * @param key identifies it and its content in its source, see {@link ImportJournal#key}
 * @param name of its file in the target
 * @param file the image
 * @param capturedAt when it was captured
 */
record FieldFrame(String key, String name, Path file, Instant capturedAt) {}
