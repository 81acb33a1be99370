package io.nerest.cli.table;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the named columns of a CSV file with a header, in any order; other columns are ignored. */
public final class CsvRows {
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private final Path file;
    private final List<String> columns;
    private final int[] places;

    private CsvRows(Path file, List<String> columns, int[] places) {
        this.file = file;
        this.columns = columns;
        this.places = places;
    }

    /**
     * One row.
     *
     * @param line in the file, from 1
     */
    public record Row(CsvRows table, int line, List<String> cells) {

        /** The text of a column; empty if the cell is. */
        public String text(String column) {
            return cells.get(table.columns.indexOf(column));
        }

        /**
         * Returns the number of a cell.
         *
         * @throws IllegalArgumentException if it is no finite number; the message names file, line and column
         */
        public double number(String column) {
            String text = text(column);
            try {
                double value = Double.parseDouble(text);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw problem(column, "must be a number");
            }
            throw problem(column, "must be a finite number");
        }

        /** Returns the exception for an invalid cell. */
        public IllegalArgumentException problem(String column, String reason) {
            return new IllegalArgumentException(
                    "%s, line %d, %s: '%s' %s".formatted(table.file, line, column, text(column), reason));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if a column is missing; the message names it
     * @throws IOException if the file cannot be read
     */
    public static List<Row> read(Path file, String... columns) throws IOException {
        List<Row> rows = new ArrayList<>();
        String text = String.join("\n", TextFile.lines(file));
        try (MappingIterator<String[]> lines = CSV.readerFor(String[].class).readValues(text)) {
            List<String> header = lines.hasNext()
                    ? Arrays.stream(lines.next()).map(String::strip).toList()
                    : List.of();
            int[] places = Arrays.stream(columns).mapToInt(header::indexOf).toArray();
            for (int i = 0; i < places.length; i++) {
                if (places[i] < 0) {
                    throw new IllegalArgumentException("%s has no column '%s'; it needs %s"
                            .formatted(file, columns[i], String.join(", ", columns)));
                }
            }
            CsvRows table = new CsvRows(file, List.of(columns), places);
            int line = 1;
            while (lines.hasNext()) {
                String[] cells = lines.next();
                line++;
                if (cells.length > 1 || (cells.length == 1 && !cells[0].isBlank())) {
                    rows.add(table.row(cells, line));
                }
            }
        } catch (RuntimeJsonMappingException e) {
            throw new IllegalArgumentException(file + " is no CSV file: " + e.getMessage(), e);
        }
        return rows;
    }

    private Row row(String[] cells, int line) {
        List<String> chosen = new ArrayList<>();
        for (int place : places) {
            chosen.add(place < cells.length ? cells[place].strip() : "");
        }
        return new Row(this, line, List.copyOf(chosen));
    }
}
