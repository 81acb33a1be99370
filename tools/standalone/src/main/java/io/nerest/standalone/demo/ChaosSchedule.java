package io.nerest.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random sequence of faults; the seed determines it. */
final class ChaosSchedule {
    private static final int LONGEST_MILLIS = 8_000;
    private static final int SHORTEST_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 4_000;

    private ChaosSchedule() {}

    /**
     * Draws faults.
     *
     * @param processes names of the processes
     * @param links names of the links
     */
    static List<ChaosFault> of(int faults, long seed, List<String> processes, List<String> links) {
        Random random = new Random(seed);
        ChaosFault.Kind[] kinds = ChaosFault.Kind.values();
        List<ChaosFault> schedule = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            // Kills are half of all faults: they are what loses data if anything does.
            ChaosFault.Kind kind =
                    random.nextBoolean() ? ChaosFault.Kind.KILL : kinds[1 + random.nextInt(kinds.length - 1)];
            List<String> targets = kind.isOfProcess() ? processes : links;
            boolean lasts = kind != ChaosFault.Kind.KILL && kind != ChaosFault.Kind.RESET;
            schedule.add(new ChaosFault(
                    kind,
                    targets.get(random.nextInt(targets.size())),
                    lasts ? SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS) : 0,
                    random.nextInt(LONGEST_PAUSE_MILLIS)));
        }
        return List.copyOf(schedule);
    }
}
