package io.nerest.selector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchOverlapTest {
    private static UUID frame(int number) {
        return new UUID(0, number);
    }

    @Test
    void commonFramesAreCountedForEachPairInTheOrderOfTheSelections() {
        Map<String, Set<UUID>> selections = new LinkedHashMap<>();
        selections.put("second", Set.of(frame(1), frame(2), frame(3)));
        selections.put("first", Set.of(frame(3), frame(4)));
        selections.put("empty", Set.of());

        BatchOverlap overlap = BatchOverlap.of(selections);

        assertThat(overlap.names()).containsExactly("second", "first", "empty");
        assertThat(overlap.common()).containsExactly(List.of(3, 1, 0), List.of(1, 2, 0), List.of(0, 0, 0));
    }
}
