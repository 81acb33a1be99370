package io.nerest.testing;

import io.nerest.contracts.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The topics a platform is made with: every contract's, its dead letters, and bucket notifications. */
public final class PlatformTopics {
    private PlatformTopics() {}

    /** Topic names and their numbers of partitions. */
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

    /** All topics as the embedded platform's {@code --topics} takes them. */
    static String commandLineForm() {
        return all().entrySet().stream()
                .map(topic -> topic.getKey() + ":" + topic.getValue())
                .collect(Collectors.joining(","));
    }
}
