package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
    private static final Instant DAWN = Instant.parse("2026-08-01T04:00:00Z");

    private final ModelHistory succession = new ModelHistory();

    private ModelHistory.Heir add(String id, ModelStatus status, int second) {
        ModelPublished model = new ModelPublished(
                id,
                status,
                "a test says so",
                new ObjectRef("nerest", "models/" + id, "etag", 1),
                "0".repeat(64),
                "c2lnbmF0dXJl",
                "yolov8n",
                List.of("fish"),
                96,
                null,
                null,
                DAWN.plusSeconds(second));
        ModelHistory.Heir heir = new ModelHistory.Heir(model, (reason, cause) -> {});
        succession.add(heir);
        return heir;
    }

    private Optional<String> first() {
        return succession.first().map(heir -> heir.model().modelId());
    }

    @Test
    void theNewestPromotionIsFirstAndABaseCheckpointOnlyWhileNothingIsPromoted() {
        assertThat(first()).isEmpty();
        add("base", ModelStatus.BASE, 9);
        assertThat(first()).contains("base");
        add("second", ModelStatus.PROMOTED, 2);
        assertThat(first()).contains("second");
        add("first", ModelStatus.PROMOTED, 1);
        assertThat(first()).contains("second");
        add("third", ModelStatus.PROMOTED, 3);
        assertThat(first()).contains("third");
    }

    @Test
    void aModelPromotedAnewIsFirstAgain() {
        // Given
        add("base", ModelStatus.BASE, 0);
        add("good", ModelStatus.PROMOTED, 1);
        add("bad", ModelStatus.PROMOTED, 2);

        // When
        add("good", ModelStatus.PROMOTED, 3);

        // Then
        assertThat(first()).contains("good");

        // When
        add("base", ModelStatus.PROMOTED, 4);

        // Then
        assertThat(first()).contains("base");
    }

    @Test
    void whereTheFirstIsTakenOutTheOneBeforeItIsFirstThoughItNeverWasInUse() {
        // Given
        add("base", ModelStatus.BASE, 0);
        add("good", ModelStatus.PROMOTED, 1);
        ModelHistory.Heir broken = add("broken", ModelStatus.PROMOTED, 2);

        // When
        succession.remove(broken);

        // Then
        assertThat(first()).contains("good");
    }

    @Test
    void aModelPromotedAnewWhileItIsTakenOutStays() {
        // Given
        ModelHistory.Heir stale = add("model", ModelStatus.PROMOTED, 1);
        add("model", ModelStatus.PROMOTED, 2);

        // When
        succession.remove(stale);

        // Then
        assertThat(first()).contains("model");
    }
}
