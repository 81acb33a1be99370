package io.nerest.counting.estimate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The units of a season with what the sampler reads of them. */
public final class SeasonUnits {
    /** Fish come in groups: where others are detected within this time, a missed fish is likelier. */
    static final Duration NEIGHBOURHOOD = Duration.ofMinutes(30);

    private final List<CountedUnit> units;
    private final double[] counts;
    private final double[] nearby;
    private final double total;

    /** @throws IllegalArgumentException if there is no unit, or if two have one id */
    public SeasonUnits(List<CountedUnit> units) {
        this.units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("a season needs at least one unit");
        }
        counts = new double[units.size()];
        Map<String, Integer> ids = new HashMap<>();
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            CountedUnit unit = this.units.get(i);
            if (ids.put(unit.id(), i) != null) {
                throw new IllegalArgumentException("unit " + unit.id() + " occurs twice");
            }
            counts[i] = unit.count();
            sum += unit.count();
        }
        total = sum;
        nearby = nearby();
    }

    /** The mean count of the other units of the same stream within {@link #NEIGHBOURHOOD}. */
    private double[] nearby() {
        double[] means = new double[counts.length];
        Map<String, List<Integer>> byStream = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            byStream.computeIfAbsent(units.get(i).stream(), stream -> new ArrayList<>())
                    .add(i);
        }
        long[] seconds =
                units.stream().mapToLong(unit -> unit.time().getEpochSecond()).toArray();
        for (List<Integer> stream : byStream.values()) {
            stream.sort(Comparator.comparingLong(i -> seconds[i]));
            int from = 0;
            int to = 0;
            double sum = 0;
            for (int index : stream) {
                while (to < stream.size() && seconds[stream.get(to)] <= seconds[index] + NEIGHBOURHOOD.toSeconds()) {
                    sum += counts[stream.get(to++)];
                }
                while (seconds[stream.get(from)] < seconds[index] - NEIGHBOURHOOD.toSeconds()) {
                    sum -= counts[stream.get(from++)];
                }
                int others = to - from - 1;
                means[index] = others > 0 ? Math.max(0, sum - counts[index]) / others : 0;
            }
        }
        return means;
    }

    public List<CountedUnit> units() {
        return Collections.unmodifiableList(units);
    }

    public int size() {
        return counts.length;
    }

    double count(int unit) {
        return counts[unit];
    }

    double nearby(int unit) {
        return nearby[unit];
    }

    /** Sum of the neighbours' mean counts over all units. */
    double nearbyTotal() {
        double sum = 0;
        for (double mean : nearby) {
            sum += mean;
        }
        return sum;
    }

    /** Sum of the detector's counts. */
    public double total() {
        return total;
    }
}
