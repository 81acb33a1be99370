package io.nerest.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSpecTest {
    @Test
    void aTopicCanBeCompacted() {
        assertThat(TopicSpec.parseList("models:2:compacted,events:compacted"))
                .containsExactly(new TopicSpec("models", 2, true), new TopicSpec("events", 1, true));
    }

    @Test
    void listsMayBeSeparatedByCommasAndWhitespace() {
        assertThat(TopicSpec.parseList("frames:6,labels:3\nmodels\n"))
                .containsExactly(
                        new TopicSpec("frames", 6, false),
                        new TopicSpec("labels", 3, false),
                        new TopicSpec("models", 1, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frames:0", "frames:1001", "frames:many", "fra/mes:1", ":3"})
    void invalidTopicsAreNamedInTheError(String topic) {
        assertThatThrownBy(() -> TopicSpec.parseList(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic");
    }
}
