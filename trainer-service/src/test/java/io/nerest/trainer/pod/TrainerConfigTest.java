package io.nerest.trainer.pod;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerConfigTest {
    @Test
    void everyPropertyExceptTheBaseCheckpointHasADefault() {
        TrainerConfig config = MappedConfig.defaults(TrainerConfig.class);

        assertThat(config.baseCheckpoint()).isEmpty();
        assertThat(config.device()).isEqualTo("cpu");
        assertThat(config.gateMargin()).isZero();
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.storeRuns()).isTrue();
        assertThat(config.cachedModels()).isEqualTo(10);
        assertThat(config.maxAttempts()).isEqualTo(10);
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(MappedConfig.defaults(WorkFolderConfig.class).path()).isEqualTo(Path.of("build/trainer"));
    }

    @Test
    void everyPropertyIsMapped() {
        TrainerConfig config = MappedConfig.full(
                TrainerConfig.class,
                Map.ofEntries(
                        entry("nerest.trainer.base-checkpoint", "base.safetensors"),
                        entry("nerest.trainer.device", "0"),
                        entry("nerest.trainer.gate-margin", "0.5"),
                        entry("nerest.trainer.lease", "11s"),
                        entry("nerest.trainer.poll-interval", "12s"),
                        entry("nerest.trainer.store-runs", "false"),
                        entry("nerest.trainer.cached-models", "15"),
                        entry("nerest.trainer.max-attempts", "13"),
                        entry("nerest.trainer.retry-pause", "14s")));

        assertThat(config.baseCheckpoint()).contains(Path.of("base.safetensors"));
        assertThat(config.device()).isEqualTo("0");
        assertThat(config.gateMargin()).isEqualTo(0.5);
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(11));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.storeRuns()).isFalse();
        assertThat(config.cachedModels()).isEqualTo(15);
        assertThat(config.maxAttempts()).isEqualTo(13);
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(14));
        assertThat(MappedConfig.full(WorkFolderConfig.class, Map.of("nerest.work-dir", "here"))
                        .path())
                .isEqualTo(Path.of("here"));
    }

    @ParameterizedTest
    @CsvSource({
        "gate-margin, -0.01",
        "gate-margin, 1.5",
        "gate-margin, NaN",
        "lease, 100ms",
        "poll-interval, 0s",
        "cached-models, 1",
        "max-attempts, 0",
        "retry-pause, 0s"
    })
    void aValueOutOfRangeNamesItsProperty(String property, String value) {
        assertThatThrownBy(() -> MappedConfig.of(TrainerConfig.class, Map.of("nerest.trainer." + property, value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(property);
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section("trainer", TrainerConfig.class, WorkFolderConfig.class)
                .requireUpToDate();
    }
}
