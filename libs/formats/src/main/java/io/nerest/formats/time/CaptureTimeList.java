package io.nerest.formats.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.nerest.formats.model.FormatException;
import io.nerest.system.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Capture times in {@code frames.csv} or {@code times.csv}: a header with the columns {@code file} and {@code captured_at},
 * if wanted {@code stream}, and a row for each image. Times are in ISO 8601, with or without a zone.
 */
final class CaptureTimeList {
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private CaptureTimeList() {}

    /**
     * One row.
     *
     * @param stream the camera; empty without the column {@code stream}
     */
    record Capture(Instant time, Optional<String> stream) {}

    /** The rows of a folder's list by file name; none without a list. */
    static Map<String, Capture> in(Path folder, ZoneId zone) throws IOException {
        for (String name : List.of("times.csv", "frames.csv")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return read(file, zone);
            }
        }
        return Map.of();
    }

    private static Map<String, Capture> read(Path file, ZoneId zone) throws IOException {
        Map<String, Capture> captures = new HashMap<>();
        try (BufferedReader reader = TextFile.open(file);
                MappingIterator<String[]> rows = CSV.readerFor(String[].class).readValues(reader)) {
            List<String> header = rows.hasNext() ? List.of(rows.next()) : List.of();
            int name = header.indexOf("file");
            int time = header.indexOf("captured_at");
            int stream = header.indexOf("stream");
            if (name < 0 || time < 0) {
                return captures;
            }
            for (int row = 2; rows.hasNext(); row++) {
                String[] cells = rows.next();
                if (cells.length <= Math.max(name, time)) {
                    throw new FormatException("%s: row %d has too few columns".formatted(file, row));
                }
                String camera = stream < 0 || stream >= cells.length ? "" : cells[stream].strip();
                captures.put(
                        cells[name],
                        new Capture(
                                time(file, row, cells[time].strip(), zone),
                                camera.isEmpty() ? Optional.empty() : Optional.of(camera)));
            }
        } catch (JsonProcessingException e) {
            throw new FormatException(file + ": is not valid CSV", e);
        }
        return captures;
    }

    private static Instant time(Path file, int row, String text, ZoneId zone) throws FormatException {
        String iso = text.replace(' ', 'T');
        try {
            return iso.matches(".*(?:Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new FormatException(
                    "%s: row %d: '%s' is not a time; write it as 2026-08-01T12:34:56Z".formatted(file, row, text), e);
        }
    }
}
