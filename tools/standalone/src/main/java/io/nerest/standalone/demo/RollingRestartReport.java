package io.nerest.standalone.demo;

import java.util.List;
import java.util.Map;

/**
 * The result of {@link RollingRestartTrial}.
 *
 * @param times restarts of each replica
 * @param stops processes that were stopped
 * @param killed exit codes of processes that did not end by themselves after SIGTERM
 * @param frames images sent
 * @param serverErrors requests answered with 5xx
 * @param failedReads reads without an answer for minutes
 * @param statuses number of answers by status
 * @param seconds time of the trial
 * @param problems a sentence for each mismatch of the counts
 */
record RollingRestartReport(
        int times,
        int stops,
        List<Integer> killed,
        int frames,
        long lost,
        long duplicated,
        int serverErrors,
        int failedReads,
        Map<Integer, Integer> statuses,
        long seconds,
        List<String> problems) {
    boolean reached() {
        return problems.isEmpty() && killed.isEmpty() && serverErrors == 0 && failedReads == 0;
    }

    String text() {
        return ("%d restarts of each of two replicas of four services (%d stops) in %d s: %d frames sent, lost %d, duplicated %d,"
                        + " answered with 5xx %d, answers by status %s")
                .formatted(times, stops, seconds, frames, lost, duplicated, serverErrors, statuses);
    }
}
