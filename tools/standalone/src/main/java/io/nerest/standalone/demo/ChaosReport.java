package io.nerest.standalone.demo;

import java.util.List;
import java.util.Map;

/**
 * The result of a trial, {@code report.json}.
 *
 * @param faultsDone the faults in their order
 * @param restarts by process
 * @param seconds time of the trial
 * @param reconciliation what was sent, compared with the events
 */
record ChaosReport(
        long seed,
        int faults,
        List<ChaosFault> faultsDone,
        Map<String, Integer> restarts,
        long seconds,
        Reconciliation reconciliation) {
    ChaosReport {
        faultsDone = List.copyOf(faultsDone);
        restarts = Map.copyOf(restarts);
    }
}
