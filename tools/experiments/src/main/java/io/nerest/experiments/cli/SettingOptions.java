package io.nerest.experiments.cli;

import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.SettingDescription;
import io.nerest.selection.Strategies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Adds an option for each shared setting of the strategies and each setting of the curriculum, from the descriptions by
 * which they are read and documented elsewhere: {@code minGapSeconds} is {@code --min-gap-seconds},
 * {@code maxPerRound} of the curriculum is {@code --curriculum-max-per-round}.
 */
final class SettingOptions implements IModelTransformer {
    private static final String CURRICULUM = "curriculum-";
    /** Whether a curriculum is enabled is decided by an arm's name. */
    private static final String ENABLED = "enabled";

    /** Short names of frequent options. */
    private static final Map<String, String> SHORT_NAMES = Map.of(
            "percentiles", "--percentiles",
            "maxPerRound", "--max-pseudo-labels",
            "boxThreshold", "--box-threshold",
            "ignoreThreshold", "--ignore-threshold");

    @Override
    public CommandSpec transform(CommandSpec spec) {
        Strategies.SHARED.forEach(setting -> spec.addOption(option(setting, "", List.of(kebab("", setting)))));
        CurriculumSettings.DESCRIPTIONS.stream()
                .filter(setting -> !setting.name().equals(ENABLED))
                .forEach(setting -> spec.addOption(option(setting, "Curriculum: ", curriculumNames(setting))));
        return spec;
    }

    private static List<String> curriculumNames(SettingDescription setting) {
        String name = kebab(CURRICULUM, setting);
        String shortName = SHORT_NAMES.get(setting.name());
        return shortName == null ? List.of(name) : List.of(shortName, name);
    }

    private static OptionSpec option(SettingDescription setting, String prefix, List<String> names) {
        String values = setting.range().isEmpty() ? setting.type() : setting.range();
        String help = "%s%s; %s (default: %s)".formatted(prefix, setting.help(), values, setting.byDefault());
        return OptionSpec.builder(names.toArray(String[]::new))
                .type(String.class)
                .paramLabel(setting.type().toUpperCase(Locale.ROOT))
                .description(help.replace("%", "%%"))
                .build();
    }

    /** The shared settings that were given. */
    static Map<String, Object> shared(CommandSpec spec) {
        return given(spec, "", Strategies.SHARED);
    }

    /** The curriculum's settings that were given. */
    static Map<String, Object> curriculum(CommandSpec spec) {
        return given(spec, CURRICULUM, CurriculumSettings.DESCRIPTIONS);
    }

    private static Map<String, Object> given(CommandSpec spec, String prefix, List<SettingDescription> settings) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (SettingDescription setting : settings) {
            OptionSpec option = spec.findOption(kebab(prefix, setting));
            Object value = option == null ? null : option.getValue();
            if (value != null) {
                given.put(setting.name(), value);
            }
        }
        return given;
    }

    private static String kebab(String prefix, SettingDescription setting) {
        return "--" + prefix
                + setting.name().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
