package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelHistoryTest {
    private static final Instant START = Instant.parse("2026-08-01T04:00:00Z");

    private final ModelHistory history = new ModelHistory();

    private ModelHistory.Next add(String id, ModelStatus status, int second) {
        ModelPublished model = new ModelPublished(
                id,
                status,
                "for a test",
                new ObjectRef("nerest", "models/" + id, "etag", 1),
                "0".repeat(64),
                "c2lnbmF0dXJl",
                "yolov8n",
                List.of("fish"),
                96,
                null,
                null,
                START.plusSeconds(second));
        ModelHistory.Next next = new ModelHistory.Next(model, (reason, cause) -> {});
        history.add(next);
        return next;
    }

    private Optional<String> next() {
        return history.next().map(next -> next.model().modelId());
    }

    @Test
    void aBaseCheckpointIsNextWhileNoModelIsPromoted() {
        assertThat(next()).isEmpty();

        add("base", ModelStatus.BASE, 9);

        assertThat(next()).contains("base");
    }

    @Test
    void aPromotedModelPrecedesANewerBaseCheckpoint() {
        add("base", ModelStatus.BASE, 9);

        add("promoted", ModelStatus.PROMOTED, 1);

        assertThat(next()).contains("promoted");
    }

    @Test
    void theNewestPromotionIsNextInAnyOrderOfArrival() {
        add("second", ModelStatus.PROMOTED, 2);
        add("third", ModelStatus.PROMOTED, 3);

        add("first", ModelStatus.PROMOTED, 1);

        assertThat(next()).contains("third");
    }

    @ParameterizedTest
    @CsvSource({"BASE,true", "PROMOTED,true", "CANDIDATE,false", "REJECTED,false"})
    void onlyBaseAndPromotedModelsMayBeActive(ModelStatus status, boolean expected) {
        assertThat(ModelHistory.mayBeActive(status)).isEqualTo(expected);
    }

    @Test
    void aModelPromotedAgainIsNextAgain() {
        add("good", ModelStatus.PROMOTED, 1);
        add("bad", ModelStatus.PROMOTED, 2);

        add("good", ModelStatus.PROMOTED, 3);

        assertThat(next()).contains("good");
    }

    @Test
    void aPromotedBaseCheckpointIsNext() {
        add("base", ModelStatus.BASE, 0);
        add("good", ModelStatus.PROMOTED, 1);

        add("base", ModelStatus.PROMOTED, 2);

        assertThat(next()).contains("base");
    }

    @Test
    void ifTheNextModelIsRemovedTheOneBeforeItIsNext() {
        // Given
        add("base", ModelStatus.BASE, 0);
        add("good", ModelStatus.PROMOTED, 1);
        ModelHistory.Next broken = add("broken", ModelStatus.PROMOTED, 2);

        // When
        history.remove(broken);

        // Then
        assertThat(next()).contains("good");
    }

    @Test
    void aModelPromotedAgainIsNotRemovedWithItsOlderPromotion() {
        // Given
        ModelHistory.Next stale = add("model", ModelStatus.PROMOTED, 1);
        add("model", ModelStatus.PROMOTED, 2);

        // When
        history.remove(stale);

        // Then
        assertThat(next()).contains("model");
    }
}
