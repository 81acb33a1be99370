package io.nerest.testing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReferenceTest {
    @TempDir
    Path folder;

    /** Examples of all kinds of properties. */
    @ConfigMapping(prefix = "river")
    public interface RiverConfig {
        @NotBlank @ConfigDescription("Name of the river.")
        String name();

        @Min(1) @DecimalMax(value = "9", inclusive = false) @WithDefault("3")
        @ConfigDescription("Cameras in the river.")
        int cameraCount();

        @DurationMin(seconds = 2)
        @WithDefault("5s")
        @ConfigDescription("Interval between images.")
        Duration interval();

        @ConfigDescription("Classes | species.")
        Optional<List<String>> classes();
    }

    @Test
    void aTableNamesVariableTypeDefaultConstraintAndDescription() {
        assertThat(ConfigurationReference.section("river", RiverConfig.class)
                        .section()
                        .lines())
                .containsExactly(
                        "| property | environment variable | type | default | allowed | description |",
                        "|---|---|---|---|---|---|",
                        "| `river.camera-count` | `RIVER_CAMERA_COUNT` | integer | `3` | at least 1, below 9 | Cameras in the river. |",
                        "| `river.classes` | `RIVER_CLASSES` | list of text | not set |  | Classes \\| species. |",
                        "| `river.interval` | `RIVER_INTERVAL` | duration | `5s` | at least 2 s | Interval between images. |",
                        "| `river.name` | `RIVER_NAME` | text | **required** | not empty | Name of the river. |");
    }

    @Test
    void aStaleSectionFailsAndAnUpdateRewritesItAlone() throws Exception {
        // Given
        Path document = Files.writeString(
                folder.resolve("configuration.md"),
                "before\n<!-- configuration river -->\nstale\n<!-- end river -->\nafter\n");
        ConfigurationReference reference = ConfigurationReference.section("river", RiverConfig.class);
        assertThatThrownBy(() -> reference.requireUpToDate(document, false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("river");

        // When
        reference.requireUpToDate(document, true);

        // Then
        assertThatCode(() -> reference.requireUpToDate(document, false)).doesNotThrowAnyException();
        assertThat(document)
                .content()
                .startsWith("before\n")
                .contains("river.name")
                .endsWith("after\n")
                .doesNotContain("stale");
    }

    @Test
    void aTestThatSetsADefaultOrOmitsAPropertyFails() {
        Map<String, String> omitted = Map.of("river.name", "Ado");
        Map<String, String> unchanged =
                Map.of("river.name", "Ado", "river.camera-count", "3", "river.interval", "9s", "river.classes", "fish");

        assertThatThrownBy(() -> MappedConfig.full(RiverConfig.class, omitted)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> MappedConfig.full(RiverConfig.class, unchanged))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("river.camera-count");
    }
}
