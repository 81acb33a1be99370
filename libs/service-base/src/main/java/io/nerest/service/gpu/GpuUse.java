package io.nerest.service.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The use of one GPU, by all processes on it.
 *
 * @param index as NVIDIA's driver numbers it, from 0
 * @param utilisation share of the last sample period in which a kernel ran, 0 to 1; NaN where the GPU does not tell, as with MIG
 * @param usedBytes allocated memory
 * @param totalBytes memory of the GPU
 */
public record GpuUse(int index, double utilisation, long usedBytes, long totalBytes) {
    private static final int FIELDS = 4;
    private static final long MEBIBYTE = 1L << 20;

    /** Reads lines of {@code index, utilization.gpu, memory.used, memory.total}; others are skipped. */
    static List<GpuUse> parse(String csv) {
        return csv.lines().flatMap(line -> parseLine(line).stream()).toList();
    }

    private static Optional<GpuUse> parseLine(String line) {
        List<String> fields =
                Arrays.stream(line.split(",", -1)).map(String::strip).toList();
        if (fields.size() != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new GpuUse(
                    Integer.parseInt(fields.get(0)),
                    percentage(fields.get(1)),
                    Long.parseLong(fields.get(2)) * MEBIBYTE,
                    Long.parseLong(fields.get(3)) * MEBIBYTE));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static double percentage(String field) {
        return field.startsWith("[") ? Double.NaN : Integer.parseInt(field) / 100.0;
    }
}
