package io.nerest.standalone.topics;

import io.nerest.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A topic that an installation needs.
 *
 * @param name topic name
 * @param partitions number of partitions
 * @param compacted whether the topic keeps the last record of each key without a time limit
 * @param retention how long records are kept in a topic that is not compacted
 */
public record PlannedTopic(String name, int partitions, boolean compacted, Duration retention) {
    /** Retention of events. It is shorter than the 14 days for which services remember the events that they handled. */
    public static final Duration EVENTS = Duration.ofDays(7);

    /** Retention of dead letters: a season's. */
    public static final Duration DEAD_LETTERS = Duration.ofDays(90);

    private static final int NOTIFICATION_PARTITIONS = 3;

    /** Returns all topics of the contracts, bucket notifications, and their dead letters. */
    public static List<PlannedTopic> all() {
        Stream<PlannedTopic> events = Topics.ALL.stream()
                .flatMap(topic -> Stream.of(
                        new PlannedTopic(topic.name(), topic.partitions(), topic.compacted(), EVENTS),
                        deadLetters(topic.deadLetterName())));
        Stream<PlannedTopic> notifications = Stream.of(
                new PlannedTopic(Topics.BUCKET_NOTIFICATIONS, NOTIFICATION_PARTITIONS, false, EVENTS),
                deadLetters(Topics.BUCKET_NOTIFICATIONS + ".dead-letter"));
        return Stream.concat(events, notifications).toList();
    }

    private static PlannedTopic deadLetters(String name) {
        return new PlannedTopic(name, 1, false, DEAD_LETTERS);
    }
}
