package io.nerest.standalone.demo;

import io.nerest.standalone.costs.CostTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The result of {@link CompressedSeason}.
 *
 * @param seconds length
 * @param frames what became of the frames
 * @param halves what grew or not: values of the first and the second half of the last third of the trial
 * @param problems a sentence for each aim that was missed
 * @param costs what a season of cameras takes
 * @param samples all measurements
 */
record SeasonReport(
        long seconds,
        SeasonFrames frames,
        Map<String, Halves> halves,
        List<String> problems,
        CostTable costs,
        List<SeasonSample> samples) {
    private static final double GROWTH = 1.15;
    private static final double PARTS_ALLOWANCE = 4;
    /** Two segments of the write-ahead log. */
    private static final double LOG_ALLOWANCE = 32;

    /**
     * A value in the two halves of the last third.
     *
     * @param allowance growth that is not a trend: a page, a connection of a pool
     */
    record Halves(double first, double second, double allowance) {
        boolean flat() {
            return second <= first * GROWTH + allowance;
        }
    }

    static SeasonReport of(
            Duration length, List<SeasonSample> samples, int lastStart, SeasonFrames frames, CostTable costs) {
        List<SeasonSample> last = samples.subList(lastStart, samples.size());
        if (last.size() < 4) {
            throw new IllegalStateException(
                    "the last third of the trial has " + last.size() + " measurements; it needs more --minutes");
        }
        List<SeasonSample> first = last.subList(0, last.size() / 2);
        List<SeasonSample> second = last.subList(last.size() / 2, last.size());
        Map<String, Halves> halves = new TreeMap<>();
        last.get(0)
                .heapMebibytes()
                .keySet()
                .forEach(service -> halves.put(
                        "heap of " + service + ", MiB, least",
                        of(first, second, 8, sample -> sample.heapMebibytes().getOrDefault(service, 0.0), true)));
        halves.put("outbox, events, most", of(first, second, 50, SeasonSample::outbox, false));
        halves.put("connections, most", of(first, second, 4, SeasonSample::connections, false));
        halves.put(
                "tables and indexes of PostgreSQL, MiB, most",
                of(first, second, 1, SeasonSample::databaseMebibytes, false));
        for (String part : List.of("kafka", "postgres", "s3", "scoring", "trainer")) {
            double allowance = part.equals("postgres") ? LOG_ALLOWANCE : PARTS_ALLOWANCE;
            halves.put(
                    "disk of " + part + ", MiB, most",
                    of(
                            first,
                            second,
                            allowance,
                            sample -> sample.diskMebibytes().getOrDefault(part, 0.0),
                            false));
        }
        List<String> problems = new ArrayList<>();
        halves.forEach((what, values) -> {
            if (!values.flat()) {
                problems.add("%s grew from %.1f to %.1f".formatted(what, values.first(), values.second()));
            }
        });
        problems.addAll(frames.problems());
        return new SeasonReport(length.toSeconds(), frames, halves, List.copyOf(problems), costs, List.copyOf(samples));
    }

    private static Halves of(
            List<SeasonSample> first,
            List<SeasonSample> second,
            double allowance,
            ToDoubleFunction<SeasonSample> value,
            boolean least) {
        return new Halves(extreme(first, value, least), extreme(second, value, least), allowance);
    }

    private static double extreme(List<SeasonSample> samples, ToDoubleFunction<SeasonSample> value, boolean least) {
        return (least
                        ? samples.stream().mapToDouble(value).min()
                        : samples.stream().mapToDouble(value).max())
                .orElseThrow();
    }

    boolean reached() {
        return problems.isEmpty();
    }

    /** As Markdown. */
    String markdown() {
        StringBuilder text =
                new StringBuilder("| in the last third | first half | second half | flat |\n|---|--:|--:|---|\n");
        halves.forEach((what, values) -> text.append(String.format(
                "| %s | %.1f | %.1f | %s |%n", what, values.first(), values.second(), values.flat() ? "yes" : "NO")));
        text.append(String.format("%n%d s, %d frames.%n%n", seconds, frames.acknowledged()));
        text.append(String.format(
                "%d images were rejected, %d frames never scored, dead letters %s; of %d frames that were acknowledged"
                        + " between backup and loss, %d were missing after the restore.%n%n",
                frames.rejected(),
                frames.unscored(),
                frames.deadLetters(),
                frames.acknowledgedBeforeLoss(),
                frames.missingAfterRestore()));
        return text.append(costs.markdown()).toString();
    }
}
