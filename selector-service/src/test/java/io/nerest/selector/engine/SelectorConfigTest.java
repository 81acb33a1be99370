package io.nerest.selector.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.selector.retention.ExpiredFramesConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorConfigTest {

    @Test
    void everyPropertyHasADefault() {
        SelectorConfig defaults = MappedConfig.defaults(SelectorConfig.class);

        assertThat(defaults.interval()).isEqualTo("1s");
        assertThat(defaults.trainingRepeat()).isEqualTo(Duration.ofMinutes(15));
        assertThat(defaults.trainingRepetitions()).isEqualTo(96);
        assertThat(defaults.shadowLimit()).isEqualTo(500);
    }

    private static SelectorConfig full(String interval, String repeat, String repetitions) {
        return MappedConfig.full(
                SelectorConfig.class,
                Map.of(
                        "nerest.selector.interval",
                        interval,
                        "nerest.selector.training-repeat",
                        repeat,
                        "nerest.selector.training-repetitions",
                        repetitions,
                        "nerest.selector.shadow-limit",
                        "7"));
    }

    @Test
    void everyPropertyIsMapped() {
        SelectorConfig config = full("250ms", "1h", "3");

        assertThat(config.interval()).isEqualTo("250ms");
        assertThat(config.trainingRepeat()).isEqualTo(Duration.ofHours(1));
        assertThat(config.trainingRepetitions()).isEqualTo(3);
        assertThat(config.shadowLimit()).isEqualTo(7);
    }

    @Test
    void aValueThatBreaksARuleIsRejected() {
        assertThatThrownBy(() -> full("sometimes", "1h", "3")).isInstanceOf(ConfigValidationException.class);
        assertThatThrownBy(() -> full("250ms", "0s", "3")).isInstanceOf(ConfigValidationException.class);
        assertThatThrownBy(() -> full("250ms", "1h", "0")).isInstanceOf(ConfigValidationException.class);
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section("selector", SelectorConfig.class, ExpiredFramesConfig.class)
                .requireUpToDate();
    }
}
