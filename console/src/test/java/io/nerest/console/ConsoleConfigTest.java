package io.nerest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.console.session.ConsoleConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleConfigTest {

    @Test
    void everyPropertyButTheSecretsHasADefault() {
        ConsoleConfig defaults = MappedConfig.defaults(ConsoleConfig.class);

        assertThat(defaults.key()).isEmpty();
        assertThat(defaults.serviceToken()).isEmpty();
        assertThat(defaults.hosts()).containsExactly("localhost", "127.0.0.1", "[::1]");
        assertThat(defaults.lease()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.blindShare()).isEqualTo(0.07);
    }

    private static ConsoleConfig with(String name, String value) {
        return MappedConfig.full(ConsoleConfig.class, Map.of("nerest.console." + name, value));
    }

    @Test
    void aValueThatBreaksARuleIsRejected() {
        for (String share : new String[] {"-0.1", "0.6"}) {
            assertThatThrownBy(() -> with("blind-share", share)).isInstanceOf(ConfigValidationException.class);
        }
        assertThatThrownBy(() -> with("key", "short")).isInstanceOf(ConfigValidationException.class);
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section("console", ConsoleConfig.class).requireUpToDate();
    }
}
