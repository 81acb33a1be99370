package io.nerest.cli.table;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Writes a CSV file row by row. Numbers have a point and no grouping; NaN is an empty cell. */
public final class CsvTable implements AutoCloseable {
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private final SequenceWriter rows;
    private final int columns;

    /**
     * Creates the file, or replaces it.
     *
     * @throws IOException if it cannot be written
     */
    public CsvTable(Path file, String... columns) throws IOException {
        this.columns = columns.length;
        rows = CSV.writer(CsvSchema.emptySchema().withLineSeparator("\n"))
                .writeValues(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        rows.write(columns);
    }

    /**
     * Adds a row: numbers with a fraction are written with at most six digits after the point.
     *
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public void row(Object... cells) throws IOException {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        rows.write(Arrays.stream(cells).map(CsvTable::text).toArray(String[]::new));
    }

    private static String text(Object cell) {
        if (cell instanceof Double || cell instanceof Float) {
            double value = ((Number) cell).doubleValue();
            if (Double.isNaN(value)) {
                return "";
            }
            String text = String.format(Locale.ROOT, "%.6f", value);
            return text.replaceAll("\\.?0+$", "");
        }
        return String.valueOf(cell);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
