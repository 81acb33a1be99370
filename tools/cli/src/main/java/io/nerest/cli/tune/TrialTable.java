package io.nerest.cli.tune;

import io.nerest.system.TextFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tune.csv}: a row for each finished trial. */
final class TrialTable {
    private static final List<String> FIGURES = List.of("trial", "fitness", "mAP50", "mAP50-95", "seconds");

    private final Path file;
    private final List<String> arguments;

    /** @param arguments the searched ones, in the order of the columns */
    TrialTable(Path file, List<String> arguments) {
        this.file = file;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Reads the finished trials; none if there is no file.
     *
     * @throws IllegalArgumentException if the file is of a search for other arguments, or damaged
     */
    List<Trial> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = TextFile.lines(file);
        String header = header();
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            throw new IllegalArgumentException(file + " is of a search for other arguments; choose another name");
        }
        List<Trial> trials = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isBlank()) {
                trials.add(trial(line));
            }
        }
        return List.copyOf(trials);
    }

    private Trial trial(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != FIGURES.size() + arguments.size()) {
            throw new IllegalArgumentException(file + " has a damaged row: " + line);
        }
        try {
            Map<String, Double> values = new LinkedHashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                values.put(arguments.get(i), Double.parseDouble(cells[FIGURES.size() + i]));
            }
            return new Trial(
                    Integer.parseInt(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    values);
        } catch (NumberFormatException damaged) {
            throw new IllegalArgumentException(file + " has a damaged row: " + line, damaged);
        }
    }

    void append(Trial trial) throws IOException {
        StringBuilder row = new StringBuilder();
        if (!Files.exists(file)) {
            row.append(header()).append('\n');
        }
        row.append(trial.number());
        for (double figure : new double[] {trial.fitness(), trial.map50(), trial.map50To95(), trial.seconds()}) {
            row.append(',').append(text(figure));
        }
        for (String argument : arguments) {
            row.append(',').append(text(trial.values().getOrDefault(argument, Double.NaN)));
        }
        Files.writeString(
                file, row.append('\n'), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String header() {
        List<String> columns = new ArrayList<>(FIGURES);
        columns.addAll(arguments);
        return String.join(",", columns);
    }

    /** Five significant digits. */
    static String text(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(5))
                        .stripTrailingZeros()
                        .toPlainString()
                : "nan";
    }
}
