package io.nerest.counting.estimate;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The kinds of parts that a season is divided into for estimates. Days and hours are those of UTC. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum SeasonPart {
    STREAM(unit -> unit.stream()),
    DAY(unit -> unit.time().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10)),
    HOUR(unit -> unit.time().truncatedTo(ChronoUnit.HOURS).toString());

    private final Function<CountedUnit, String> key;

    SeasonPart(Function<CountedUnit, String> key) {
        this.key = key;
    }

    /**
     * Estimates the totals of all parts of this kind.
     *
     * @param level of the intervals, such as 0.95
     * @return in the order of their keys
     */
    public List<PartEstimate> estimates(SeasonUnits units, List<LabelledDraw> draws, double level) {
        Map<String, Set<Integer>> members = new TreeMap<>();
        for (int i = 0; i < units.size(); i++) {
            members.computeIfAbsent(key.apply(units.units().get(i)), name -> new LinkedHashSet<>())
                    .add(i);
        }
        List<CountEstimate> totals = CountEstimator.totals(units, draws, new ArrayList<>(members.values()), level);
        List<PartEstimate> estimates = new ArrayList<>();
        members.forEach((name, indices) -> estimates.add(new PartEstimate(
                this,
                name,
                indices.size(),
                indices.stream().mapToDouble(units::count).sum(),
                totals.get(estimates.size()))));
        return estimates;
    }
}
