package io.nerest.experiments.data;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.nerest.experiments.files.DamagedFileException;
import io.nerest.system.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/** Times of capture from {@code frames.csv}: {@code file,stream,captured_at,fish}. */
final class CaptureTimes {
    static final String FILE = "frames.csv";
    static final String HEADER = "file,stream,captured_at,fish";

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private CaptureTimes() {}

    /** Returns times by file name; none if the file does not exist or has another header. */
    static Map<String, Instant> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, Instant> times = new HashMap<>();
        try (BufferedReader reader = TextFile.open(file);
                MappingIterator<String[]> rows = CSV.readerFor(String[].class).readValues(reader)) {
            if (!rows.hasNext() || !String.join(",", rows.next()).equals(HEADER)) {
                return times;
            }
            while (rows.hasNext()) {
                String[] cells = rows.next();
                try {
                    times.put(cells[0], Instant.parse(cells[2]));
                } catch (DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                    throw new DamagedFileException(
                            file + ": the row '" + String.join(",", cells) + "' does not match " + HEADER, e);
                }
            }
        }
        return times;
    }
}
