package io.nerest.experiments.map;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** {@code embeddings.csv}: a header {@code frame,e0,e1,...}, then a line a frame. Read line by line, so that a sample of any pool fits. */
public final class EmbeddingsFile {
    public static final String NAME = "embeddings.csv";

    private EmbeddingsFile() {}

    /**
     * Some of the file's frames: those that are wanted, and of the others as many as fit, each with the same chance (Vitter's
     * algorithm R, 1985).
     *
     * @param wanted frames that come first; where they alone are too many, the first in the file's order are kept
     * @param most frames in all, which bounds memory
     * @param seed of the draw: the same seed draws the same frames of the same file
     * @throws IOException where the file cannot be read, or a line does not hold as many numbers as the header names
     */
    public static PoolEmbeddings sample(Path file, Set<String> wanted, int most, long seed) throws IOException {
        List<Row> kept = new ArrayList<>();
        List<Row> others = new ArrayList<>();
        Random random = new Random(seed);
        int seen = 0;
        int total = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String header = reader.readLine();
            if (header == null || !header.startsWith("frame,")) {
                throw new IOException(file + " does not begin with a header 'frame,e0,...'");
            }
            int length = header.split(",", -1).length - 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                total++;
                String frame = frame(line, length, file, total + 1);
                if (wanted.contains(frame)) {
                    if (kept.size() < most) {
                        kept.add(new Row(frame, numbers(line, frame, length, file, total + 1)));
                    }
                } else if (others.size() < most) {
                    seen++;
                    others.add(new Row(frame, numbers(line, frame, length, file, total + 1)));
                } else {
                    seen++;
                    int place = random.nextInt(seen);
                    if (place < most) {
                        others.set(place, new Row(frame, numbers(line, frame, length, file, total + 1)));
                    }
                }
            }
        }
        // The last of a reservoir are no more likely than the first, so any part of it is a fair draw once it is full.
        int room = Math.max(0, most - kept.size());
        if (others.size() > room) {
            Collections.shuffle(others, random);
            others = others.subList(0, room);
        }
        kept.addAll(others);
        return new PoolEmbeddings(
                kept.stream().map(Row::frame).toList(),
                kept.stream().map(Row::numbers).toArray(double[][]::new),
                total);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(String frame, double[] numbers) {}

    /** All that stands before the last {@code length} commas: a frame's name may hold commas itself. */
    private static String frame(String line, int length, Path file, int lineNumber) throws IOException {
        int end = line.length();
        for (int i = 0; i < length; i++) {
            end = line.lastIndexOf(',', end - 1);
            if (end < 0) {
                throw new IOException("%s, line %d: fewer than %d numbers".formatted(file, lineNumber, length));
            }
        }
        return line.substring(0, end);
    }

    private static double[] numbers(String line, String frame, int length, Path file, int lineNumber)
            throws IOException {
        String[] cells = line.substring(frame.length() + 1).split(",", -1);
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            try {
                numbers[i] = Double.parseDouble(cells[i]);
            } catch (NumberFormatException broken) {
                throw new IOException("%s, line %d: '%s' is no number".formatted(file, lineNumber, cells[i]), broken);
            }
            if (!Double.isFinite(numbers[i])) {
                throw new IOException("%s, line %d: %s is no finite number".formatted(file, lineNumber, cells[i]));
            }
        }
        return numbers;
    }
}
