package io.nerest.deployment.expected;

import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The topics that a broker must have. */
public final class RequiredTopics {
    private static final Duration EVENTS = Duration.ofDays(7);
    private static final Duration DEAD_LETTERS = Duration.ofDays(90);
    /** One notification is one object; three pods share them. */
    private static final int NOTIFICATION_PARTITIONS = 3;

    private RequiredTopics() {}

    /**
     * A topic.
     *
     * @param partitions number of partitions
     * @param settings topic settings of Kafka by name
     */
    public record Settings(int partitions, Map<String, String> settings) {}

    /** Returns all topics by name, sorted. */
    public static Map<String, Settings> all() {
        Map<String, Settings> topics = new TreeMap<>();
        for (Topic<?> topic : Topics.ALL) {
            topics.put(
                    topic.name(),
                    topic.compacted()
                            ? new Settings(topic.partitions(), Map.of("cleanup.policy", "compact"))
                            : new Settings(topic.partitions(), kept(EVENTS)));
            topics.put(topic.deadLetterName(), new Settings(1, kept(DEAD_LETTERS)));
        }
        topics.put(Topics.BUCKET_NOTIFICATIONS, new Settings(NOTIFICATION_PARTITIONS, kept(EVENTS)));
        topics.put(Topics.BUCKET_NOTIFICATIONS + ".dead-letter", new Settings(1, kept(DEAD_LETTERS)));
        return topics;
    }

    private static Map<String, String> kept(Duration time) {
        return new TreeMap<>(Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(time.toMillis())));
    }
}
