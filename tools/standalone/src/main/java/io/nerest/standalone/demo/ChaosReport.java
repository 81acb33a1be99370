package io.nerest.standalone.demo;

import java.util.List;
import java.util.Map;

/**
 * The result of a trial, {@code report.json}.
 *
 * @param faults number of faults that were caused
 * @param consistent whether all faults were caused, all counts agree, no frame is lost and none is processed twice
 * @param lost acknowledged frames that no event announced, or that no model scored, or that the selector does not know
 * @param duplicated frames that were registered or scored more than once
 * @param byKind number of caused faults by kind
 * @param fullDisk how the disk became full
 * @param faultsDone the faults in their order
 * @param restarts by process
 * @param seconds time of the trial
 * @param reconciliation what was sent, compared with the events
 * @param problems a sentence for each mismatch; empty if there is none
 */
record ChaosReport(
        long seed,
        int faults,
        boolean consistent,
        long lost,
        long duplicated,
        Map<ChaosFault.Kind, Integer> byKind,
        String fullDisk,
        List<Done> faultsDone,
        Map<String, Integer> restarts,
        long seconds,
        Reconciliation reconciliation,
        List<String> problems) {
    /**
     * A fault of the schedule.
     *
     * @param caused whether it happened; a process that does not run cannot be killed
     * @param atSeconds since the start of the trial
     * @param readyAfterSeconds time from its end until all parts were ready; 0 if the next fault did not wait
     */
    record Done(ChaosFault fault, boolean caused, double atSeconds, double readyAfterSeconds) {}

    ChaosReport {
        faultsDone = List.copyOf(faultsDone);
        restarts = Map.copyOf(restarts);
        problems = List.copyOf(problems);
    }
}
