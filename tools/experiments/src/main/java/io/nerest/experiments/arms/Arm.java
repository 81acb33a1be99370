package io.nerest.experiments.arms;

import io.nerest.arguments.NearestName;
import io.nerest.experiments.result.ArmKind;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way of getting labels.
 *
 * @param name as it was asked for
 * @param kind how labels come
 * @param chooser what chooses for people; empty where nothing does
 */
public record Arm(String name, ArmKind kind, Optional<ConfiguredStrategy> chooser) {
    public static final String RANDOM = "random";
    private static final String FIXED = "fixed";
    private static final String FULL = "full";
    private static final String CURRICULUM = "curriculum";
    private static final Pattern SPELLING =
            Pattern.compile("(?<name>[^\\[\\]+]+)(?:\\[(?<options>[^\\]]*)])?(?<curriculum>\\+curriculum)?");

    /**
     * Reads an arm: {@code fixed}, {@code full}, {@code curriculum}, or a strategy, such as {@code coral},
     * {@code coral[weight=0.3;minGapSeconds=4]} or {@code entropy+curriculum}.
     *
     * @param shared settings of all strategies but {@code random}, which stays the plain baseline that it is; an arm's own
     *     go before them
     * @throws InvalidSelectionException where it is none of these; the nearest known name is offered
     */
    public static Arm parse(String text, Map<String, Object> shared) {
        Matcher matcher = SPELLING.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidSelectionException(
                    "arm '" + text + "' does not read as NAME, NAME[setting=value;setting=value] or NAME+curriculum");
        }
        String name = matcher.group("name");
        Map<String, Object> own = options(text, matcher.group("options"));
        boolean withCurriculum = matcher.group("curriculum") != null;
        switch (name) {
            case FIXED, FULL, CURRICULUM -> {
                if (!own.isEmpty() || withCurriculum) {
                    throw new InvalidSelectionException("arm '" + text + "': '" + name + "' takes no settings and no"
                            + " '+curriculum'; name a strategy, or '" + name + "' alone");
                }
                ArmKind kind = switch (name) {
                    case FIXED -> ArmKind.FIXED;
                    case FULL -> ArmKind.FULL;
                    default -> ArmKind.CURRICULUM;
                };
                return new Arm(name, kind, Optional.empty());
            }
            default -> {
                if (!Strategies.names().contains(name)) {
                    throw new InvalidSelectionException(
                            "strategy '" + name + "' is not known" + NearestName.hint(name, names()));
                }
                Map<String, Object> settings = new LinkedHashMap<>(name.equals(RANDOM) ? Map.of() : shared);
                settings.putAll(own);
                return new Arm(
                        text.strip(),
                        withCurriculum ? ArmKind.ACTIVE_CURRICULUM : ArmKind.ACTIVE,
                        Optional.of(Strategies.configure(name, settings)));
            }
        }
    }

    /** Every name that an arm can begin with. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Strategies.names());
        names.addAll(List.of(FIXED, FULL, CURRICULUM));
        return names;
    }

    /** Whether its rounds pseudo-label frames. */
    public boolean hasCurriculum() {
        return kind == ArmKind.CURRICULUM || kind == ArmKind.ACTIVE_CURRICULUM;
    }

    /** Whether it has one round alone. */
    public boolean isOneRound() {
        return kind == ArmKind.FIXED || kind == ArmKind.FULL;
    }

    /** Whether another arm chooses the same by construction, so that a comparison of the two is one of a thing with itself. */
    public boolean ranksLike(Arm other) {
        return kind == other.kind
                && chooser.isPresent()
                && other.chooser.isPresent()
                && Strategies.rankAlike(chooser.get(), other.chooser.get());
    }

    /** The name as that of a file. */
    public String fileName() {
        return name.replaceAll("[^A-Za-z0-9.=+-]", "_");
    }

    /** What chooses, with its settings, in one line; empty where nothing does. */
    public String settings() {
        return chooser.map(configured -> configured.strategy() + ", " + configured.settings())
                .orElse("");
    }

    private static Map<String, Object> options(String arm, String text) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (text == null || text.isBlank()) {
            return options;
        }
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new InvalidSelectionException("arm '" + arm + "': '" + part + "' does not read as setting=value");
            }
            options.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return options;
    }
}
