package io.nerest.testing;

import io.nerest.contracts.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The topics of a platform: all event topics, their dead-letter topics, and bucket notifications. */
public final class PlatformTopics {
    private PlatformTopics() {}

    /** Returns the number of partitions by topic name. */
    public static Map<String, Integer> all() {
        Map<String, Integer> topics = new LinkedHashMap<>();
        Topics.ALL.forEach(topic -> {
            topics.put(topic.name(), topic.partitions());
            topics.put(topic.deadLetterName(), 1);
        });
        topics.put(Topics.BUCKET_NOTIFICATIONS, 1);
        topics.put(Topics.BUCKET_NOTIFICATIONS + ".dead-letter", 1);
        return topics;
    }

    /** Returns whether the topic keeps the last record of each key without a time limit. */
    static boolean isCompacted(String name) {
        return Topics.ALL.stream()
                .anyMatch(topic -> topic.compacted() && topic.name().equals(name));
    }

    /** Returns all topics in the format of the embedded platform's {@code --topics}. */
    static String commandLineForm() {
        return all().entrySet().stream()
                .map(topic ->
                        topic.getKey() + ":" + topic.getValue() + (isCompacted(topic.getKey()) ? ":compacted" : ""))
                .collect(Collectors.joining(","));
    }
}
