package io.nerest.edge;

import java.util.Map;

/**
 * What became of the frames of a spool since it was created. {@code spooled} is the sum of the others.
 *
 * @param waiting frames in the spool
 * @param waitingBytes their bytes
 */
record SpoolCounts(long spooled, Map<SpoolOutcome, Long> outcomes, long waiting, long waitingBytes) {
    SpoolCounts {
        outcomes = Map.copyOf(outcomes);
    }

    long of(SpoolOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Returns whether every frame is accounted for. */
    boolean isConsistent() {
        return spooled
                == waiting
                        + outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
