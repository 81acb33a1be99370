package io.nerest.standalone.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of {@link ScaleOutTrial}.
 *
 * @param inferenceMillis time of a batch while the throughput was measured
 * @param pauseInferenceMillis time of a batch while the pauses were measured
 * @param framesPerSecond by number of processes
 * @param steadyMedianSeconds median time from acknowledgement to score while no process joined or left
 * @param steadyLongestSeconds longest such time
 * @param pauses for each join and leave, by how much the longest wait of a frame exceeded the steady median, in seconds, ascending
 * @param killPause the same for a killed process, whose partitions the broker gives away when its session has expired
 */
record ScaleOutReport(
        long inferenceMillis,
        long pauseInferenceMillis,
        Map<Integer, Double> framesPerSecond,
        double steadyMedianSeconds,
        double steadyLongestSeconds,
        List<Double> pauses,
        double killPause) {
    private static final double P95 = 0.95;
    static final double LEAST_SPEEDUP_OF_TWO = 1.8;
    static final double LEAST_SPEEDUP_OF_FOUR = 3.4;
    static final double LONGEST_PAUSE_SECONDS = 3;

    /** Waits of the frames that arrived after something happened, in seconds, ascending. */
    record Waits(String what, List<Double> seconds) {
        double longest() {
            if (seconds.isEmpty()) {
                throw new IllegalStateException("no frame arrived after '" + what + "', so its pause was not measured");
            }
            return seconds.get(seconds.size() - 1);
        }
    }

    static ScaleOutReport of(
            Duration inference, Duration pauseInference, Map<Integer, Double> rates, List<Waits> waits) {
        Waits steady = waits.stream()
                .filter(wait -> wait.what().equals("steady") && !wait.seconds().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no frame arrived while all was steady"));
        double median = steady.seconds().get(steady.seconds().size() / 2);
        return new ScaleOutReport(
                inference.toMillis(),
                pauseInference.toMillis(),
                new TreeMap<>(rates),
                median,
                steady.longest(),
                waits.stream()
                        .filter(wait ->
                                wait.what().equals("join") || wait.what().equals("leave"))
                        .map(wait -> Math.max(0, wait.longest() - median))
                        .sorted()
                        .toList(),
                waits.stream()
                        .filter(wait -> wait.what().equals("kill"))
                        .mapToDouble(wait -> Math.max(0, wait.longest() - median))
                        .max()
                        .orElse(0));
    }

    /** Throughput in multiples of one process. */
    double speedup(int processes) {
        return framesPerSecond.getOrDefault(processes, 0.0) / framesPerSecond.getOrDefault(1, Double.NaN);
    }

    /** The nearest-rank 95th percentile of the pauses, in seconds. */
    double p95Pause() {
        return pauses.get((int) Math.ceil(P95 * pauses.size()) - 1);
    }

    boolean reached() {
        return speedup(2) >= LEAST_SPEEDUP_OF_TWO
                && speedup(4) >= LEAST_SPEEDUP_OF_FOUR
                && p95Pause() < LONGEST_PAUSE_SECONDS;
    }

    /** As Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("| scoring processes | frames/s | times one |\n|--:|--:|--:|\n");
        framesPerSecond.forEach((processes, rate) ->
                text.append(String.format(Locale.ROOT, "| %d | %.2f | %.2f |%n", processes, rate, speedup(processes))));
        text.append(String.format(
                Locale.ROOT,
                "%nInference of a batch: %d ms for the throughput, %d ms for the pauses. Wait of a frame while no process joins or leaves: median %.2f s, longest %.2f s.%n"
                        + "%d rebalances by a join or a stop: the longest wait exceeds the median by %.2f s (median), %.2f s (p95).%n"
                        + "After kill -9 of a process: by %.2f s.%n",
                inferenceMillis,
                pauseInferenceMillis,
                steadyMedianSeconds,
                steadyLongestSeconds,
                pauses.size(),
                pauses.get(pauses.size() / 2),
                p95Pause(),
                killPause));
        return text.toString();
    }
}
