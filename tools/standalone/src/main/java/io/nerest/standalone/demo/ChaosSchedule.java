package io.nerest.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random sequence of faults; the seed determines it. */
final class ChaosSchedule {
    private static final int LONGEST_MILLIS = 8_000;
    private static final int SHORTEST_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    /** Shares of the faults: kills are the largest, because they lose data if anything does. */
    private static final double KILLS = 0.3;

    private static final double OVERLAPS = 0.4;

    private static final int SHORTEST_JUMP_MILLIS = 2_000;
    private static final int LONGEST_JUMP_MILLIS = 60_000;

    private ChaosSchedule() {}

    /**
     * Draws faults.
     *
     * @param targets names of what each kind of fault may happen to
     */
    static List<ChaosFault> of(int faults, long seed, Map<ChaosFault.Of, List<String>> targets) {
        Random random = new Random(seed);
        ChaosFault.Kind[] kinds = ChaosFault.Kind.values();
        List<ChaosFault> schedule = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            ChaosFault.Kind kind =
                    random.nextDouble() < KILLS ? ChaosFault.Kind.KILL : kinds[1 + random.nextInt(kinds.length - 1)];
            List<String> names = targets.getOrDefault(kind.of(), List.of());
            if (names.isEmpty()) {
                throw new IllegalArgumentException("nothing can have the fault " + kind);
            }
            schedule.add(new ChaosFault(
                    kind,
                    names.get(random.nextInt(names.size())),
                    lasts(kind) ? between(random, SHORTEST_MILLIS, LONGEST_MILLIS) : 0,
                    kind == ChaosFault.Kind.CLOCK ? jump(random) : 0,
                    random.nextDouble() < OVERLAPS,
                    random.nextInt(LONGEST_PAUSE_MILLIS)));
        }
        return List.copyOf(schedule);
    }

    private static boolean lasts(ChaosFault.Kind kind) {
        return switch (kind) {
            case KILL, TERMINATE, RESET -> false;
            default -> true;
        };
    }

    private static long jump(Random random) {
        long millis = between(random, SHORTEST_JUMP_MILLIS, LONGEST_JUMP_MILLIS);
        return random.nextBoolean() ? millis : -millis;
    }

    private static long between(Random random, int lowest, int highest) {
        return lowest + (long) random.nextInt(highest - lowest);
    }
}
