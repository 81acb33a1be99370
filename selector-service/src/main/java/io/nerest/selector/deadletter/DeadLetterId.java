package io.nerest.selector.deadletter;

import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a dead letter lies in Kafka, which is also its id: {@code frames.dead-letter-0-17}.
 *
 * @param topic dead-letter topic
 * @param partition from 0
 * @param offset from 0
 */
public record DeadLetterId(String topic, int partition, long offset) {
    private static final String SUFFIX = ".dead-letter";
    private static final Pattern FORM = Pattern.compile("([a-z-]+\\.dead-letter)-(\\d{1,9})-(\\d{1,18})");
    private static final List<String> TOPICS = Stream.concat(
                    Topics.ALL.stream().map(Topic::deadLetterName), Stream.of(Topics.BUCKET_NOTIFICATIONS + SUFFIX))
            .toList();

    /** Returns all dead-letter topics. */
    static List<String> topics() {
        return TOPICS;
    }

    /** Reads an id; empty if it is none, or names no dead-letter topic. */
    public static Optional<DeadLetterId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && TOPICS.contains(form.group(1))
                ? Optional.of(
                        new DeadLetterId(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    /** Returns the topic from which the record came, and to which it is resent. */
    public String origin() {
        return topic.substring(0, topic.length() - SUFFIX.length());
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
