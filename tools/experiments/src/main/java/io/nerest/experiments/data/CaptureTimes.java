package io.nerest.experiments.data;

import io.nerest.experiments.files.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When frames were taken, as {@code frames.csv} says: {@code file,stream,captured_at,fish}. */
final class CaptureTimes {
    static final String FILE = "frames.csv";
    static final String HEADER = "file,stream,captured_at,fish";

    private CaptureTimes() {}

    /** Times by file name; none where there is no such file. */
    static Map<String, Instant> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        List<String> lines = Files.readAllLines(file);
        Map<String, Instant> times = new HashMap<>();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            return times;
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            try {
                times.put(cells[0], Instant.parse(cells[2]));
            } catch (DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw new DamagedFileException(file + ": '" + line + "' does not read " + HEADER, e);
            }
        }
        return times;
    }
}
