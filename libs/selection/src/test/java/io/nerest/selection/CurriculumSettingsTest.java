package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurriculumSettingsTest {

    @Test
    void settingsThatAreNotGivenHaveTheirDefaults() {
        Curriculum curriculum = CurriculumSettings.DEFAULTS.toCurriculum().orElseThrow();

        assertThat(curriculum)
                .isEqualTo(new Curriculum(
                        List.of(80.0, 60.0, 40.0, 20.0, 0.0),
                        Curriculum.FrameScore.MIN,
                        Curriculum.Mode.RELABEL,
                        200,
                        1.1,
                        0.3,
                        0.3,
                        false,
                        0));
    }

    @Test
    void everySettingReachesTheCurriculum() {
        CurriculumSettings settings =
                new CurriculumSettings(true, 90.0, 30.0, null, "mean", "accumulate", 10, 2.0, 0.6, 0.4, true, 0.25);

        assertThat(settings.toCurriculum())
                .hasValue(new Curriculum(
                        List.of(90.0, 60.0, 30.0, 0.0),
                        Curriculum.FrameScore.MEAN,
                        Curriculum.Mode.ACCUMULATE,
                        10,
                        2,
                        0.6,
                        0.4,
                        true,
                        0.25));
    }

    @Test
    void listedPercentilesReplaceTheSchedule() {
        CurriculumSettings settings = new CurriculumSettings(
                null, 90.0, 30.0, List.of(70.0, 65.0), null, null, null, null, null, null, null, null);

        assertThat(settings.toCurriculum().orElseThrow().percentiles()).containsExactly(70.0, 65.0);
    }

    @Test
    void theThresholdOfIgnoreRegionsFollowsTheBoxThreshold() {
        CurriculumSettings settings =
                new CurriculumSettings(null, null, null, null, null, null, null, null, 0.7, null, null, null);

        assertThat(settings.toCurriculum().orElseThrow().ignoreThreshold()).isEqualTo(0.7);
        assertThat(settings.withDefaults().ignoreThreshold()).isEqualTo(0.7);
    }

    @Test
    void filledInSettingsMakeTheSameCurriculum() {
        assertThat(CurriculumSettings.DEFAULTS.withDefaults().toCurriculum())
                .isEqualTo(CurriculumSettings.DEFAULTS.toCurriculum());
        assertThat(CurriculumSettings.DEFAULTS.withDefaults().withDefaults())
                .isEqualTo(CurriculumSettings.DEFAULTS.withDefaults());
        assertThat(CurriculumSettings.DISABLED.withDefaults().enabled()).isFalse();
        assertThat(Arrays.stream(CurriculumSettings.class.getRecordComponents()).map(component -> {
                    try {
                        return component.getAccessor().invoke(CurriculumSettings.DEFAULTS.withDefaults());
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(e.getMessage(), e);
                    }
                }))
                .doesNotContainNull();
    }

    @Test
    void aDisabledCurriculumIsEmptyButChecked() {
        CurriculumSettings wrong =
                new CurriculumSettings(false, 101.0, null, null, null, null, null, null, null, null, null, null);

        assertThat(CurriculumSettings.DISABLED.toCurriculum()).isEmpty();
        assertThatThrownBy(wrong::toCurriculum)
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("101");
    }

    @Test
    void aPercentileThatIsNullIsRefused() {
        List<Double> percentiles = Arrays.asList(90.0, null);

        assertThatThrownBy(() -> new CurriculumSettings(
                        null, null, null, percentiles, null, null, null, null, null, null, null, null))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("percentiles");
    }

    @Test
    void settingsAreReadByNameAlsoFromText() {
        assertThat(CurriculumSettings.read(Map.of(
                        "percentiles",
                        "90, 70.5",
                        "mode",
                        "ACCUMULATE",
                        "growth",
                        "2",
                        "byClass",
                        "true",
                        "score",
                        "max")))
                .isEqualTo(new CurriculumSettings(
                        null, null, null, List.of(90.0, 70.5), "max", "accumulate", null, 2.0, null, null, true, null));
        assertThat(CurriculumSettings.read(Map.of("percentiles", List.of(90, 70)))
                        .percentiles())
                .containsExactly(90.0, 70.0);
        assertThat(CurriculumSettings.read(Map.of()))
                .isEqualTo(
                        new CurriculumSettings(null, null, null, null, null, null, null, null, null, null, null, null));
    }

    @Test
    void everyComponentIsDescribedByItsName() {
        assertThat(CurriculumSettings.DESCRIPTIONS)
                .extracting(SettingDescription::name)
                .containsExactlyElementsOf(Arrays.stream(CurriculumSettings.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
    }

    @Test
    void unknownNamesAndValuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> CurriculumSettings.read(Map.of("grow", 2)))
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContaining("'grow' is not known to the curriculum; did you mean 'growth'?");
        assertThatThrownBy(() -> CurriculumSettings.read(Map.of("auditShare", 1.5)))
                .hasMessageContaining("'auditShare' is 1.5, but must be in [0, 1]");
        assertThatThrownBy(() -> CurriculumSettings.read(Map.of("percentiles", "many")))
                .hasMessageContaining("must be a number");
        assertThatThrownBy(() -> CurriculumSettings.read(Map.of("percentiles", 3)))
                .hasMessageContaining("must be a list of numbers");
        assertThatThrownBy(() -> CurriculumSettings.read(Map.of("mode", "relable")))
                .hasMessageContaining("did you mean 'relabel'?");
    }
}
