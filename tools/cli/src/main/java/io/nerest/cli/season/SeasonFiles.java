package io.nerest.cli.season;

import io.nerest.cli.table.CsvRows;
import io.nerest.counting.estimate.CountedUnit;
import io.nerest.counting.estimate.LabelledDraw;
import io.nerest.counting.estimate.SeasonUnits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The CSV files of a season: detections with the columns unit, stream, time and count; drawn units with the columns unit,
 * round, probability and count, whose count a person fills in.
 *
 * @param places index of each unit by its id
 */
record SeasonFiles(SeasonUnits units, Map<String, Integer> places) {
    static final String UNIT = "unit";
    static final String STREAM = "stream";
    static final String TIME = "time";
    static final String COUNT = "count";
    static final String ROUND = "round";
    static final String PROBABILITY = "probability";

    /**
     * The labels so far.
     *
     * @param draws of all complete rounds
     * @param counts of people, by index of the unit
     * @param rounds number of rounds
     */
    record Labels(List<LabelledDraw> draws, Map<Integer, Double> counts, int rounds) {}

    /** @throws IllegalArgumentException if a row cannot be used; the message names file and line */
    static SeasonFiles read(Path detections) throws IOException {
        List<CountedUnit> units = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (CsvRows.Row row : CsvRows.read(detections, UNIT, STREAM, TIME, COUNT)) {
            if (places.putIfAbsent(row.text(UNIT), units.size()) != null) {
                throw row.problem(UNIT, "occurs twice");
            }
            if (row.number(COUNT) < 0) {
                throw row.problem(COUNT, "must be at least 0");
            }
            units.add(new CountedUnit(row.text(UNIT), row.text(STREAM), time(row), row.number(COUNT)));
        }
        if (units.isEmpty()) {
            throw new IllegalArgumentException(detections + " has no rows");
        }
        return new SeasonFiles(new SeasonUnits(units), Map.copyOf(places));
    }

    private static Instant time(CsvRows.Row row) {
        try {
            return OffsetDateTime.parse(row.text(TIME)).toInstant();
        } catch (DateTimeException e) {
            throw row.problem(TIME, "must be a time with its zone, such as 2026-07-01T06:00:00Z");
        }
    }

    /**
     * Reads the drawn units.
     *
     * @throws IllegalArgumentException if a row cannot be used, or a count is missing: an estimate without the frames that
     *     are hard to label would be biased
     */
    Labels labels(List<Path> files) throws IOException {
        List<LabelledDraw> draws = new ArrayList<>();
        Map<Integer, Double> counts = new HashMap<>();
        int rounds = 0;
        for (Path file : files) {
            List<CsvRows.Row> rows = CsvRows.read(file, UNIT, ROUND, PROBABILITY, COUNT);
            long missing =
                    rows.stream().filter(row -> row.text(COUNT).isEmpty()).count();
            if (missing > 0) {
                throw new IllegalArgumentException(
                        "%s: %d of %d counts are empty; count the fish on every drawn unit: an estimate without the units that are hard to count is wrong"
                                .formatted(file, missing, rows.size()));
            }
            for (CsvRows.Row row : rows) {
                Integer unit = places.get(row.text(UNIT));
                if (unit == null) {
                    throw row.problem(UNIT, "is not among the detections");
                }
                double probability = row.number(PROBABILITY);
                double count = row.number(COUNT);
                if (!(probability > 0 && probability <= 1)) {
                    throw row.problem(PROBABILITY, "must lie in (0, 1]");
                }
                if (count < 0) {
                    throw row.problem(COUNT, "must be at least 0");
                }
                Double before = counts.put(unit, count);
                if (before != null && before != count) {
                    throw row.problem(COUNT, "differs from the earlier count %s of this unit".formatted(before));
                }
                rounds = Math.max(rounds, (int) row.number(ROUND));
                draws.add(new LabelledDraw(unit, probability, count));
            }
        }
        return new Labels(List.copyOf(draws), Map.copyOf(counts), rounds);
    }
}
