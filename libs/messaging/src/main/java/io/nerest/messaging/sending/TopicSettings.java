package io.nerest.messaging.sending;

import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/**
 * Checks at the start that the broker keeps the topics that new pods read from the beginning. A topic with another setting
 * works until the broker deletes its oldest records, so a difference is a warning.
 */
@ApplicationScoped
class TopicSettings {
    private static final Logger LOG = Logger.getLogger(TopicSettings.class);
    private static final int LIMIT_S = 30;

    private final Map<String, Object> connection;

    TopicSettings(@Any @Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    /** On its own thread: a service starts without its broker. */
    void start(@Observes StartupEvent event) {
        Thread check = new Thread(this::check, "topic-settings");
        check.setDaemon(true);
        check.start();
    }

    private void check() {
        List<ConfigResource> topics = Topics.ALL.stream()
                .filter(Topic::compacted)
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        try (Admin admin = Admin.create(connection)) {
            admin.describeConfigs(topics)
                    .all()
                    .get(LIMIT_S, TimeUnit.SECONDS)
                    .forEach((topic, config) -> warning(topic.name(), config).ifPresent(LOG::warn));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debugf(e, "the settings of %s could not be read", topics);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what is wrong with a topic that must be compacted, and how to correct it. */
    static Optional<String> warning(String topic, Config config) {
        ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy != null && TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy.value())) {
            return Optional.empty();
        }
        return Optional.of("topic " + topic + " has cleanup.policy=" + (policy == null ? "?" : policy.value())
                + ", so the broker deletes models that a new scoring pod needs; correct it with: kafka-configs.sh"
                + " --alter --entity-type topics --entity-name " + topic + " --add-config cleanup.policy=compact");
    }
}
