package io.nerest.standalone.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.Topics;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An installation has a topic for every contract and its dead letters. */
class PlannedTopicTest {
    private static final Map<String, PlannedTopic> PLANNED =
            PlannedTopic.all().stream().collect(Collectors.toMap(PlannedTopic::name, Function.identity()));

    @Test
    void everyContractHasItsTopicWithItsPartitionsAndCompaction() {
        assertThat(Topics.ALL).allSatisfy(topic -> {
            assertThat(PLANNED).containsKeys(topic.name(), topic.deadLetterName());
            assertThat(PLANNED.get(topic.name()).partitions()).isEqualTo(topic.partitions());
            assertThat(PLANNED.get(topic.name()).compacted()).isEqualTo(topic.compacted());
        });
        assertThat(PLANNED).hasSize(2 * Topics.ALL.size() + 2);
    }

    @Test
    void deadLettersAreKeptForASeasonAndEventsForLessThanTheInboxRemembersThem() {
        assertThat(PLANNED.get("frames.dead-letter").retention()).hasDays(90);
        assertThat(PLANNED.get("frames").retention()).hasDays(7);
        assertThat(PLANNED.get("models").compacted()).isTrue();
    }
}
