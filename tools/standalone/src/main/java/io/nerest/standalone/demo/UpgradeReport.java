package io.nerest.standalone.demo;

import java.util.List;
import java.util.Map;

/**
 * The result of {@link UpgradeTrial}.
 *
 * @param frames images sent
 * @param labels frames that were labelled
 * @param labelledInSelector frames with a label in the selector
 * @param scoredByPod frames and models scored by each scoring pod
 * @param rounds rounds of the campaign that were trained
 * @param stopped exit codes of the pods of the previous version
 * @param deadLetters dead letters by topic
 * @param serverErrors requests answered with 5xx
 * @param statuses number of answers by status
 * @param restarts restarts of processes that ended by themselves
 * @param seconds time of the trial
 * @param problems a sentence for each mismatch
 */
record UpgradeReport(
        int frames,
        int labels,
        long labelledInSelector,
        Map<String, Integer> scoredByPod,
        int rounds,
        Map<String, Integer> stopped,
        Map<String, Integer> deadLetters,
        long lost,
        long duplicated,
        int serverErrors,
        Map<Integer, Integer> statuses,
        Map<String, Integer> restarts,
        long seconds,
        List<String> problems) {
    /** The exit code of a Java program after SIGTERM. */
    private static final int TERMINATED = 143;

    boolean reached() {
        return problems.isEmpty()
                && serverErrors == 0
                && restarts.isEmpty()
                && labelledInSelector == labels
                && scoredByPod.getOrDefault("scoring", 0) > 0
                && scoredByPod.getOrDefault("scoring-2", 0) > 0
                && stopped.values().stream().allMatch(code -> code == 0 || code == TERMINATED);
    }

    String text() {
        return ("pods of the previous version (-2) beside this one in %d s: %d frames sent, lost %d, duplicated %d, scored by pod %s;"
                        + " %d labels, %d in the selector; %d rounds trained; dead letters %s; answered with 5xx %d, answers by status %s;"
                        + " exit codes of the previous pods %s, restarts %s")
                .formatted(
                        seconds,
                        frames,
                        lost,
                        duplicated,
                        scoredByPod,
                        labels,
                        labelledInSelector,
                        rounds,
                        deadLetters,
                        serverErrors,
                        statuses,
                        stopped,
                        restarts);
    }
}
