package io.nerest.selector.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorConfigTest {

    @Test
    void theIntervalHasADefault() {
        assertThat(MappedConfig.defaults(SelectorConfig.class).interval()).isEqualTo("1s");
    }

    @Test
    void theIntervalIsMapped() {
        assertThat(MappedConfig.full(SelectorConfig.class, Map.of("nerest.selector.interval", "250ms"))
                        .interval())
                .isEqualTo("250ms");
    }

    @Test
    void anIntervalThatIsNoDurationIsRejected() {
        assertThatThrownBy(
                        () -> MappedConfig.full(SelectorConfig.class, Map.of("nerest.selector.interval", "sometimes")))
                .isInstanceOf(ConfigValidationException.class);
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section("selector", SelectorConfig.class).requireUpToDate();
    }
}
