package io.nerest.selection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A curriculum as users request it, over REST or on the command line. Each component may be left out (null) and then has
 * its default; {@link #withDefaults} fills them in, which is the form to store. {@link Curriculum} explains them.
 *
 * <p>The default schedule is the paper's (percentiles 80, 60, 40, 20, 0) with the box threshold that was measured with
 * {@code ./nerest experiment}.
 *
 * @param enabled whether frames are pseudo-labelled at all; default true
 * @param start percentile of round 1, 0 to 100; default 80. Ignored if {@code percentiles} are given
 * @param step how far the percentile falls from round to round, 0 to 100; default 20
 * @param percentiles by round from round 1, instead of {@code start} and {@code step}; default none
 * @param score {@code min}, {@code mean} or {@code max} of a frame's confidences; default {@code min}
 * @param mode {@code relabel} or {@code accumulate}; default {@code relabel}
 * @param maxPerRound most frames in round 1, 0 for no limit; default 200
 * @param growth factor of that limit from round to round, 1 to 1000; default 1.1
 * @param boxThreshold least confidence of a box that becomes a label, 0 to 1; default 0.3
 * @param ignoreThreshold least confidence of a box that becomes an ignore region, 0 to {@code boxThreshold}; default
 *     {@code boxThreshold}, which makes none
 * @param byClass whether each class has its own percentile; default false
 * @param auditShare part of the pseudo-labelled frames that annotators label too, 0 to 1; default 0
 */
public record CurriculumSettings(
        @Nullable Boolean enabled,
        @Nullable Double start,
        @Nullable Double step,
        @Nullable List<Double> percentiles,
        @Nullable String score,
        @Nullable String mode,
        @Nullable Integer maxPerRound,
        @Nullable Double growth,
        @Nullable Double boxThreshold,
        @Nullable Double ignoreThreshold,
        @Nullable Boolean byClass,
        @Nullable Double auditShare) {

    /** No pseudo-labels. */
    public static final CurriculumSettings DISABLED =
            new CurriculumSettings(false, null, null, null, null, null, null, null, null, null, null, null);

    /** Pseudo-labels by the defaults. */
    public static final CurriculumSettings DEFAULTS =
            new CurriculumSettings(true, null, null, null, null, null, null, null, null, null, null, null);

    public CurriculumSettings {
        if (percentiles != null) {
            if (percentiles.stream().anyMatch(Objects::isNull)) {
                throw new InvalidSelectionException("setting 'curriculum.percentiles' holds null; give numbers");
            }
            percentiles = List.copyOf(percentiles);
        }
    }

    /** All settings, for help texts. */
    public static final List<SettingDescription> DESCRIPTIONS = List.of(
            Curriculum.ENABLED.description(),
            Curriculum.START.description(),
            Curriculum.STEP.description(),
            Curriculum.PERCENTILES.description(),
            Curriculum.SCORE.description(),
            Curriculum.MODE.description(),
            Curriculum.MAX_PER_ROUND.description(),
            Curriculum.GROWTH.description(),
            Curriculum.BOX_THRESHOLD.description(),
            Curriculum.IGNORE_THRESHOLD.description(),
            Curriculum.BY_CLASS.description(),
            Curriculum.AUDIT_SHARE.description());

    /**
     * Reads settings by name. Values may be text.
     *
     * @throws InvalidSelectionException if a name is unknown or a value out of range
     */
    public static CurriculumSettings read(Map<String, ?> settings) {
        SettingValues values = new SettingValues(settings);
        CurriculumSettings read = new CurriculumSettings(
                given(values, Curriculum.ENABLED),
                given(values, Curriculum.START),
                given(values, Curriculum.STEP),
                given(values, Curriculum.PERCENTILES),
                lowerCase(given(values, Curriculum.SCORE)),
                lowerCase(given(values, Curriculum.MODE)),
                given(values, Curriculum.MAX_PER_ROUND),
                given(values, Curriculum.GROWTH),
                given(values, Curriculum.BOX_THRESHOLD),
                given(values, Curriculum.IGNORE_THRESHOLD),
                given(values, Curriculum.BY_CLASS),
                given(values, Curriculum.AUDIT_SHARE));
        values.refuseUnknown("the curriculum");
        return read;
    }

    private static <T> @Nullable T given(SettingValues values, Setting<T> setting) {
        T value = values.get(setting);
        return values.has(setting) ? value : null;
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    /** The same settings with the defaults of those that are not given. */
    public CurriculumSettings withDefaults() {
        double labelsFrom = otherwise(boxThreshold, Curriculum.BOX_THRESHOLD.byDefault());
        return new CurriculumSettings(
                otherwise(enabled, Curriculum.ENABLED.byDefault()),
                otherwise(start, Curriculum.START.byDefault()),
                otherwise(step, Curriculum.STEP.byDefault()),
                otherwise(percentiles, Curriculum.PERCENTILES.byDefault()),
                otherwise(score, Curriculum.SCORE.description().byDefault()),
                otherwise(mode, Curriculum.MODE.description().byDefault()),
                otherwise(maxPerRound, Curriculum.MAX_PER_ROUND.byDefault()),
                otherwise(growth, Curriculum.GROWTH.byDefault()),
                labelsFrom,
                otherwise(ignoreThreshold, labelsFrom),
                otherwise(byClass, Curriculum.BY_CLASS.byDefault()),
                otherwise(auditShare, Curriculum.AUDIT_SHARE.byDefault()));
    }

    /**
     * Returns the curriculum, or empty if it is disabled. The settings are checked in both cases.
     *
     * @throws InvalidSelectionException if a value is out of range; the message names the setting and its range
     */
    public Optional<Curriculum> toCurriculum() {
        List<Double> listed = otherwise(percentiles, Curriculum.PERCENTILES.byDefault());
        double first = otherwise(start, Curriculum.START.byDefault());
        double fall = otherwise(step, Curriculum.STEP.byDefault());
        double labelsFrom = otherwise(boxThreshold, Curriculum.BOX_THRESHOLD.byDefault());
        Curriculum curriculum = new Curriculum(
                listed.isEmpty() ? Curriculum.schedule(first, fall) : listed,
                Curriculum.SCORE.parse(
                        otherwise(score, Curriculum.SCORE.description().byDefault())),
                Curriculum.MODE.parse(
                        otherwise(mode, Curriculum.MODE.description().byDefault())),
                otherwise(maxPerRound, Curriculum.MAX_PER_ROUND.byDefault()),
                otherwise(growth, Curriculum.GROWTH.byDefault()),
                labelsFrom,
                otherwise(ignoreThreshold, labelsFrom),
                otherwise(byClass, Curriculum.BY_CLASS.byDefault()),
                otherwise(auditShare, Curriculum.AUDIT_SHARE.byDefault()));
        return otherwise(enabled, Curriculum.ENABLED.byDefault()) ? Optional.of(curriculum) : Optional.empty();
    }

    private static <T> T otherwise(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
