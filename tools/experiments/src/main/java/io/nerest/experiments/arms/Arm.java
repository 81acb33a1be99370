package io.nerest.experiments.arms;

import io.nerest.arguments.NearestName;
import io.nerest.experiments.result.ArmKind;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way of obtaining labels.
 *
 * @param name as it was given
 * @param kind how labels are obtained
 * @param strategy selects the frames for annotators; empty if none does
 * @param warm whether each round's training starts from the weights of the round before, instead of the base
 */
public record Arm(String name, ArmKind kind, Optional<ConfiguredStrategy> strategy, boolean warm) {
    public static final String RANDOM = "random";
    /** {@code random} without the shared settings: its difference from {@code random} is the settings' own effect. */
    public static final String RANDOM_UNFILTERED = "random-unfiltered";

    private static final String FIXED = "fixed";
    private static final String FULL = "full";
    private static final String CURRICULUM = "curriculum";
    private static final Pattern SPELLING = Pattern.compile(
            "(?<name>[^\\[\\]+]+)(?:\\[(?<options>[^\\]]*)])?(?<curriculum>\\+curriculum)?(?<warm>\\+warm)?");

    /**
     * Reads an arm: {@code fixed}, {@code full}, {@code curriculum}, {@code random-unfiltered}, or a strategy, such as
     * {@code coral}, {@code coral[weight=0.3;minGapSeconds=4]} or {@code entropy+curriculum}. With {@code +warm} at its end
     * each round starts from the weights of the round before.
     *
     * @param shared settings of all strategies, {@code random} included; an arm's own settings replace them
     * @throws InvalidSelectionException if it is none of these; the message names the nearest known name
     */
    public static Arm parse(String text, Map<String, Object> shared) {
        Matcher matcher = SPELLING.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidSelectionException(
                    "arm '" + text + "' must have the form NAME, NAME[setting=value;setting=value], NAME+curriculum or"
                            + " NAME+warm");
        }
        String name = matcher.group("name");
        Map<String, Object> own = options(text, matcher.group("options"));
        boolean withCurriculum = matcher.group("curriculum") != null;
        boolean warm = matcher.group("warm") != null;
        switch (name) {
            case RANDOM_UNFILTERED -> {
                requirePlain(text, name, own, withCurriculum);
                return new Arm(
                        text.strip(),
                        ArmKind.ACTIVE,
                        Optional.of(new ConfiguredStrategy(new RandomChoice(), SharedSettings.UNFILTERED)),
                        warm);
            }
            case FIXED, FULL, CURRICULUM -> {
                requirePlain(text, name, own, withCurriculum);
                ArmKind kind = switch (name) {
                    case FIXED -> ArmKind.FIXED;
                    case FULL -> ArmKind.FULL;
                    default -> ArmKind.CURRICULUM;
                };
                if (warm && kind != ArmKind.CURRICULUM) {
                    throw new InvalidSelectionException(
                            "arm '" + text + "': '" + name + "' has one round and takes no '+warm'");
                }
                return new Arm(text.strip(), kind, Optional.empty(), warm);
            }
            default -> {
                if (!Strategies.isKnown(name)) {
                    throw new InvalidSelectionException(
                            "strategy '" + name + "' is not known" + NearestName.hint(name, names()));
                }
                Map<String, Object> settings = new LinkedHashMap<>(shared);
                settings.putAll(own);
                return new Arm(
                        text.strip(),
                        withCurriculum ? ArmKind.ACTIVE_CURRICULUM : ArmKind.ACTIVE,
                        Optional.of(Strategies.configure(name, settings)),
                        warm);
            }
        }
    }

    private static void requirePlain(String text, String name, Map<String, Object> own, boolean withCurriculum) {
        if (!own.isEmpty() || withCurriculum) {
            throw new InvalidSelectionException("arm '" + text + "': '" + name + "' takes no settings and no"
                    + " '+curriculum'; name a strategy, or '" + name + "' alone");
        }
    }

    /** Reads arms separated by commas; commas within brackets belong to an arm's settings. */
    public static List<String> split(String text) {
        List<String> arms = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                arms.add(text.substring(start, i));
                start = i + 1;
            }
        }
        arms.add(text.substring(start));
        return arms;
    }

    /** Every name that an arm can start with. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Strategies.names());
        names.addAll(List.of(RANDOM_UNFILTERED, FIXED, FULL, CURRICULUM));
        return names;
    }

    /** Whether its rounds pseudo-label frames. */
    public boolean hasCurriculum() {
        return kind == ArmKind.CURRICULUM || kind == ArmKind.ACTIVE_CURRICULUM;
    }

    /** Whether it has only one round. */
    public boolean isOneRound() {
        return kind == ArmKind.FIXED || kind == ArmKind.FULL;
    }

    /** Whether its first round labels the whole budget at random. */
    public boolean startsWithBudget() {
        return kind == ArmKind.FIXED || kind == ArmKind.CURRICULUM;
    }

    /** Whether another arm selects the same frames by construction, so that comparing the two shows nothing. */
    public boolean ranksLike(Arm other) {
        return kind == other.kind
                && warm == other.warm
                && strategy.isPresent()
                && other.strategy.isPresent()
                && Strategies.rankAlike(strategy.get(), other.strategy.get());
    }

    /** The name as a file name. */
    public String fileName() {
        return name.replaceAll("[^A-Za-z0-9.=+-]", "_");
    }

    /** The strategy with its settings and the start of its trainings in one line; empty if there is nothing to say. */
    public String settings() {
        String choosing = strategy.map(configured -> configured.strategy() + ", " + configured.settings())
                .orElse("");
        String start = warm ? "each round starts from the weights of the round before" : "";
        return Stream.of(choosing, start).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> options(String arm, String text) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (text == null || text.isBlank()) {
            return options;
        }
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new InvalidSelectionException(
                        "arm '" + arm + "': '" + part + "' must have the form setting=value");
            }
            options.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return options;
    }
}
