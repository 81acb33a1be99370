package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No record stops the recorder. */
class RecordedEventsTest {
    private final ObservedEvents events = new ObservedEvents();
    private final RecordedEvents recorded = new RecordedEvents(events, progress -> {});

    private void add(String topic, @Nullable String value) {
        recorded.add(new ConsumerRecord<>(
                topic, 0, 7, "key", value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aDeadLetterWithoutAValueIsCounted() {
        String topic = Topics.FRAMES.deadLetterName();

        add(topic, null);
        add(topic, "{}");

        assertThat(events.deadLetters()).isEqualTo(Map.of(topic, 2));
        assertThat(events.deadLetterReasons()).containsExactly(topic + ": a record without a value", topic + ": {}");
    }

    @Test
    void aDeletedKeyOfACompactedTopicIsNoEvent() {
        add(Topics.MODELS.name(), null);

        assertThat(events.unreadableEvents()).isEmpty();
    }

    @Test
    void anEventThatDoesNotMatchItsContractIsNotedWithItsPlace() {
        add(Topics.DETECTIONS.name(), "{\"frameId\": 3}");

        assertThat(events.unreadableEvents()).singleElement().asString().startsWith("detections, offset 7: ");
    }
}
