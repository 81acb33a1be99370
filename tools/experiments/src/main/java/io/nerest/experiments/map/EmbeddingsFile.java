package io.nerest.experiments.map;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.nerest.system.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * {@code embeddings.csv}: a header {@code frame,e0,e1,...}, then a row per frame. Read row by row, so that a sample of any
 * pool fits into memory.
 */
public final class EmbeddingsFile {
    public static final String NAME = "embeddings.csv";

    private static final String FRAME = "frame";
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private EmbeddingsFile() {}

    /** A frame's embedding. */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    public record Embedding(String frame, float[] numbers) {}

    /** Writes the embeddings of frames, all of one length. */
    public static void write(Path file, List<Embedding> embeddings) throws IOException {
        StringWriter text = new StringWriter();
        try (SequenceWriter rows = CSV.writer().writeValues(text)) {
            int length = embeddings.isEmpty() ? 0 : embeddings.get(0).numbers().length;
            String[] header = new String[length + 1];
            Arrays.setAll(header, i -> i == 0 ? FRAME : "e" + (i - 1));
            rows.write(header);
            for (Embedding embedding : embeddings) {
                String[] row = new String[length + 1];
                Arrays.setAll(
                        row,
                        i -> i == 0
                                ? embedding.frame()
                                : Float.toString(embedding.numbers()[i - 1]));
                rows.write(row);
            }
        }
        AtomicFile.write(file, text.toString());
    }

    /**
     * Reads a sample of the file's frames: the wanted ones, and of the others as many as fit, each with the same probability
     * (Vitter's algorithm R, 1985).
     *
     * @param wanted frames to read first; if there are too many, the first in the file's order
     * @param most frames in total, which bounds memory
     * @param seed of the draw: the same seed draws the same frames of the same file
     * @throws IOException if the file cannot be read, or a row does not have as many numbers as the header names
     */
    public static PoolEmbeddings sample(Path file, Set<String> wanted, int most, long seed) throws IOException {
        List<Row> kept = new ArrayList<>();
        List<Row> others = new ArrayList<>();
        Random random = new Random(seed);
        int candidates = 0;
        int total = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                MappingIterator<String[]> rows = CSV.readerFor(String[].class).readValues(reader)) {
            String[] header = rows.hasNext() ? rows.next() : new String[0];
            if (header.length < 2 || !header[0].equals(FRAME)) {
                throw new IOException(file + " does not begin with a header 'frame,e0,...'");
            }
            int length = header.length - 1;
            while (rows.hasNext()) {
                String[] cells = rows.next();
                total++;
                int line = total + 1;
                if (cells.length - 1 < length) {
                    throw new IOException("%s, line %d: fewer than %d numbers".formatted(file, line, length));
                }
                if (wanted.contains(cells[0])) {
                    if (kept.size() < most) {
                        kept.add(row(cells, length, file, line));
                    }
                    continue;
                }
                candidates++;
                if (others.size() < most) {
                    others.add(row(cells, length, file, line));
                } else {
                    int place = random.nextInt(candidates);
                    if (place < most) {
                        others.set(place, row(cells, length, file, line));
                    }
                }
            }
        }
        // The last rows of a reservoir are as likely as the first, so any part of a full one is a fair draw.
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

    /**
     * Reads the embeddings of all frames, by their names.
     *
     * @throws IOException as {@link #sample}
     */
    public static Map<String, float[]> read(Path file) throws IOException {
        PoolEmbeddings all = sample(file, Set.of(), Integer.MAX_VALUE, 0);
        Map<String, float[]> byFrame = new HashMap<>();
        for (int i = 0; i < all.frames().size(); i++) {
            double[] numbers = all.vectors()[i];
            float[] embedding = new float[numbers.length];
            for (int k = 0; k < embedding.length; k++) {
                embedding[k] = (float) numbers[k];
            }
            byFrame.put(all.frames().get(i), embedding);
        }
        return byFrame;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(String frame, double[] numbers) {}

    private static Row row(String[] cells, int length, Path file, int line) throws IOException {
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            String cell = cells[i + 1];
            try {
                numbers[i] = Double.parseDouble(cell);
            } catch (NumberFormatException broken) {
                throw new IOException("%s, line %d: '%s' is not a number".formatted(file, line, cell), broken);
            }
            if (!Double.isFinite(numbers[i])) {
                throw new IOException("%s, line %d: %s is not a finite number".formatted(file, line, cell));
            }
        }
        return new Row(cells[0], numbers);
    }
}
