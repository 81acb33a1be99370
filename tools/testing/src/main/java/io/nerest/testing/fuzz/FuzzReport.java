package io.nerest.testing.fuzz;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a run.
 *
 * @param requests sent
 * @param statuses number of responses by status
 * @param operations operations that were sent at least once
 * @param findings responses that broke a rule, with the request; at most 50
 * @param heapBefore bytes of heap in use before the run, after a garbage collection
 * @param heapAfter bytes of heap in use after the run, after a garbage collection
 */
public record FuzzReport(
        int requests,
        Map<Integer, Integer> statuses,
        int operations,
        List<String> findings,
        long heapBefore,
        long heapAfter) {

    @Override
    public String toString() {
        return "%d requests to %d operations: %s; heap %.1f MiB before, %.1f MiB after; %d findings%n%s"
                .formatted(
                        requests,
                        operations,
                        statuses,
                        heapBefore / 1048576.0,
                        heapAfter / 1048576.0,
                        findings.size(),
                        String.join("\n", findings));
    }
}
