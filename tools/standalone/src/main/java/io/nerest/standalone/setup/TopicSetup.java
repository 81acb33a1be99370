package io.nerest.standalone.setup;

import io.nerest.standalone.topics.PlannedTopic;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Creates missing topics and sets the retention of all. */
final class TopicSetup {
    private static final int LIMIT_S = 60;

    private final String bootstrapServers;
    private final Optional<Short> replicas;

    /** @param replicas copies of each partition; the broker's default if absent */
    TopicSetup(String bootstrapServers, Optional<Short> replicas) {
        this.bootstrapServers = bootstrapServers;
        this.replicas = replicas;
    }

    /**
     * Creates missing topics and sets the retention of all.
     *
     * @return the names of the topics that were created
     * @throws IOException if the broker cannot be reached, or a topic exists with fewer partitions than it needs
     */
    List<String> create(List<PlannedTopic> topics) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Collection<String> existing = admin.listTopics().names().get(LIMIT_S, TimeUnit.SECONDS);
            List<PlannedTopic> missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            requireEnoughPartitions(
                    admin,
                    topics.stream()
                            .filter(topic -> existing.contains(topic.name()))
                            .toList());
            admin.createTopics(missing.stream()
                            .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas))
                            .toList())
                    .all()
                    .get(LIMIT_S, TimeUnit.SECONDS);
            admin.incrementalAlterConfigs(settings(topics)).all().get(LIMIT_S, TimeUnit.SECONDS);
            return missing.stream().map(PlannedTopic::name).toList();
        } catch (ExecutionException | TimeoutException failed) {
            Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
            throw new IOException(
                    "--kafka=%s: the topics cannot be created: %s"
                            .formatted(bootstrapServers, cause == null ? failed : cause.getMessage()),
                    failed);
        }
    }

    /** More partitions would move keys to other partitions, which loses the order of their events: an operator decides. */
    private static void requireEnoughPartitions(Admin admin, List<PlannedTopic> existing)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> found = admin.describeTopics(
                        existing.stream().map(PlannedTopic::name).toList())
                .allTopicNames()
                .get(LIMIT_S, TimeUnit.SECONDS);
        for (PlannedTopic topic : existing) {
            TopicDescription description = found.get(topic.name());
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions < topic.partitions()) {
                throw new IOException(
                        "topic %s has %d partitions and needs %d; stop the services, let them handle all events first, and add partitions by kafka-topics.sh --alter"
                                .formatted(topic.name(), partitions, topic.partitions()));
            }
        }
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> settings(List<PlannedTopic> topics) {
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new LinkedHashMap<>();
        topics.forEach(topic -> settings.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                topic.compacted()
                        ? List.of(set(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))
                        : List.of(
                                set(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                                set(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(topic.retention().toMillis())))));
        return settings;
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
