package io.nerest.messaging.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    private static Config policy(String policy) {
        return new Config(List.of(new ConfigEntry("cleanup.policy", policy)));
    }

    @Test
    void aTopicOfModelsThatTheBrokerDeletesIsReportedWithTheCorrection() {
        assertThat(TopicSettings.warning("models", policy("delete")))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("models", "cleanup.policy=delete", "--add-config cleanup.policy=compact"));
        assertThat(TopicSettings.warning("models", policy("compact,delete"))).isPresent();
        assertThat(TopicSettings.warning("models", new Config(List.of()))).isPresent();
    }

    @Test
    void aCompactedTopicIsNotReported() {
        assertThat(TopicSettings.warning("models", policy("compact"))).isEmpty();
    }
}
