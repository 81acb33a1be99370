package io.nerest.selection;

import io.nerest.arguments.NearestName;
import java.util.List;
import java.util.Map;

/** All strategies by name, and how one is made of its settings. */
public final class Strategies {

    public static final List<StrategyDescription> ALL = StrategySchema.ALL.values().stream()
            .map(StrategySchema::description)
            .toList();

    /** The settings that all strategies share. */
    public static final List<SettingDescription> SHARED = SharedSettings.DESCRIPTIONS;

    private Strategies() {}

    /** Whether a strategy has this name, or had it in an earlier version. */
    public static boolean isKnown(String name) {
        return StrategySchema.ALL.containsKey(StrategySchema.OLD_NAMES.getOrDefault(name, name));
    }

    public static List<String> names() {
        return List.copyOf(StrategySchema.ALL.keySet());
    }

    /**
     * Makes a strategy of its name and settings, its own and the shared ones in one map. Values may be text. Shared settings
     * that are not given have the same defaults for every strategy, {@code random} included.
     *
     * @throws InvalidSelectionException if the strategy or a setting is unknown, which names the nearest known one, or a
     *     value is out of range, which names the setting, the value and the range
     */
    public static ConfiguredStrategy configure(String name, Map<String, ?> settings) {
        StrategySchema schema = named(name, StrategySchema.ALL, "a strategy");
        SettingValues values = new SettingValues(settings);
        SharedSettings shared = SharedSettings.read(values);
        Strategy strategy = schema.make().apply(values);
        values.refuseUnknown("strategy '" + name + "'");
        return new ConfiguredStrategy(strategy, shared);
    }

    static StrategySchema named(String name, Map<String, StrategySchema> known, String role) {
        StrategySchema schema = known.get(StrategySchema.OLD_NAMES.getOrDefault(name, name));
        if (schema == null) {
            String problem = StrategySchema.ALL.containsKey(name)
                    ? "strategy '" + name + "' cannot be " + role + ", since it is made of other strategies;"
                    : "strategy '" + name + "' is not known";
            throw new InvalidSelectionException(problem + NearestName.hint(name, known.keySet()));
        }
        return schema;
    }

    /**
     * Whether two strategies give the same order by construction, whatever the pool, so that comparing them shows nothing.
     * With {@code max}, margin (object), entropy and gaussian-near-mu (mu 0.5) all select the frame whose most uncertain box is
     * nearest to a confidence of 0.5; on frames of one box each they do so with every aggregation.
     */
    public static boolean rankAlike(ConfiguredStrategy one, ConfiguredStrategy other) {
        return one.settings().equals(other.settings())
                && (one.strategy().equals(other.strategy())
                        || (one.settings().aggregation().kind() == Aggregation.Kind.MAX
                                && byDistanceFromHalf(one.strategy())
                                && byDistanceFromHalf(other.strategy())));
    }

    private static boolean byDistanceFromHalf(Strategy strategy) {
        return strategy.asRanking().map(Ranking::ranksByDistanceFromHalf).orElse(false);
    }
}
