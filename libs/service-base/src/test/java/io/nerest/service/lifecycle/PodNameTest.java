package io.nerest.service.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodNameTest {
    private record Named(Optional<String> name) implements PodConfig {}

    private static final Named UNNAMED = new Named(Optional.empty());

    @Test
    void theConfiguredNameComesBeforeTheHost() {
        assertThat(new PodName(new Named(Optional.of("pod-1")), Optional.of("host"), "trainer").value())
                .isEqualTo("pod-1");
        assertThat(new PodName(UNNAMED, Optional.of("host"), "trainer").value()).isEqualTo("host");
    }

    @Test
    void podsWithoutANameOrHostDiffer() {
        String first = new PodName(UNNAMED, Optional.empty(), "trainer").value();
        String second = new PodName(UNNAMED, Optional.empty(), "trainer").value();

        assertThat(first).startsWith("trainer-").isNotEqualTo(second);
    }
}
