package io.nerest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.console.session.ConsoleConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleConfigTest {

    @Test
    void everyPropertyButTheSecretsHasADefault() {
        ConsoleConfig defaults = MappedConfig.defaults(ConsoleConfig.class);

        assertThat(defaults.key()).isEmpty();
        assertThat(defaults.serviceToken()).isEmpty();
        assertThat(defaults.hosts()).containsExactly("localhost", "127.0.0.1", "[::1]");
        assertThat(defaults.lease()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.blindShare()).isEqualTo(0.07);
    }

    private static ConsoleConfig with(String name, String value) {
        return MappedConfig.of(ConsoleConfig.class, Map.of("nerest.console." + name, value));
    }

    @Test
    void everyPropertyIsMapped() {
        Map<String, String> values = new HashMap<>(Map.of(
                "ingest", "http://ingest:1",
                "selector", "http://selector:2",
                "trainer", "http://trainer:3",
                "service-token", "token",
                "key", "k".repeat(32),
                "hosts", "nerest.example",
                "secure-cookie", "true",
                "session-age", "1h",
                "lease", "1m",
                "blind-share", "0.5"));
        values.put("scoring", "http://scoring:4");
        Map<String, String> named = new HashMap<>();
        values.forEach((name, value) -> named.put("nerest.console." + name, value));

        ConsoleConfig config = MappedConfig.full(ConsoleConfig.class, named);

        assertThat(config.ingest()).hasPort(1);
        assertThat(config.trainer()).hasPort(3);
        assertThat(config.scoring()).hasPort(4);
        assertThat(config.serviceToken()).contains("token");
        assertThat(config.hosts()).containsExactly("nerest.example");
        assertThat(config.secureCookie()).isTrue();
        assertThat(config.sessionAge()).isEqualTo(Duration.ofHours(1));
        assertThat(config.blindShare()).isEqualTo(0.5);
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
