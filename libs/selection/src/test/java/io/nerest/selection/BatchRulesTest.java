package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every batch, whatever the strategy offers. */
class BatchRulesTest {

    private static BatchBuilder batch(int size, SharedSettings settings, ScoredFrame... pool) {
        return new BatchBuilder(size, new Candidates(List.of(pool), List.of(), settings, new SeededHash(1)));
    }

    private static boolean offer(BatchBuilder batch, ScoredFrame frame) {
        return batch.offer(frame, 0.5, "offered", Map.of());
    }

    @Test
    void aFrameIsTakenOnceAndOnlyUntilTheBatchIsFull() {
        BatchBuilder batch = batch(2, Frames.PLAIN);

        assertThat(batch.remaining()).isEqualTo(2);
        assertThat(offer(batch, Frames.frame(1, 0.5))).isTrue();
        assertThat(offer(batch, Frames.frame(1, 0.5))).isFalse();
        assertThat(batch.contains(Frames.id(1))).isTrue();
        assertThat(batch.contains(Frames.id(2))).isFalse();
        assertThat(batch.remaining()).isEqualTo(1);
        assertThat(batch.isFull()).isFalse();
        assertThat(offer(batch, Frames.frame(2, 0.5))).isTrue();
        assertThat(batch.isFull()).isTrue();
        assertThat(batch.remaining()).isZero();
        assertThat(offer(batch, Frames.frame(3, 0.5))).isFalse();
        assertThat(batch.frames()).extracting(SelectedFrame::rank).containsExactly(1, 2);
    }

    @Test
    void aLowerLimitLeavesNothingToFill() {
        BatchBuilder batch = batch(3, Frames.PLAIN);
        offer(batch, Frames.frame(1, 0.5));
        offer(batch, Frames.frame(2, 0.5));

        batch.setLimit(1);

        assertThat(batch.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "cam, 89, false",
        "cam, 90, true",
        "cam, 111, false",
        "cam, 110, true",
        "cam, 100, false",
        "other, 100, true"
    })
    void framesOfOneCameraAreTheLeastTimeApart(String camera, int second, boolean accepted) {
        BatchBuilder batch = batch(5, Frames.PLAIN.withMinGap(Duration.ofSeconds(10)));
        offer(batch, Frames.at(1, "cam", 80, 0.5));
        offer(batch, Frames.at(2, "cam", 100, 0.5));
        offer(batch, Frames.at(3, "cam", 120, 0.5));
        assertThat(batch.frames()).hasSize(3);

        assertThat(offer(batch, Frames.at(9, camera, second, 0.5))).isEqualTo(accepted);

        assertThat(batch.excluded().values()).containsExactlyElementsOf(accepted ? List.of() : List.of(1));
    }

    @Test
    void withoutALeastTimeFramesOfOneMomentAreAccepted() {
        BatchBuilder batch = batch(5, Frames.PLAIN.withMinGap(Duration.ZERO));

        assertThat(offer(batch, Frames.at(1, "cam", 80, 0.5))).isTrue();
        assertThat(offer(batch, Frames.at(2, "cam", 80, 0.5))).isTrue();
        assertThat(batch.excluded()).isEmpty();
    }

    @Test
    void nearDuplicatesAreRefusedAndCounted() {
        BatchBuilder batch = batch(5, Frames.PLAIN.withNearDuplicate(0.1));

        assertThat(offer(batch, Frames.embedded(1, 0.5, 1, 0))).isTrue();
        assertThat(offer(batch, Frames.embedded(2, 0.5, 2, 0))).isFalse();

        assertThat(batch.excluded()).containsExactly(Map.entry("near duplicate of a selected or labelled frame", 1));
    }

    @Test
    void balancedClassesShareTheBatchAndTheRestFillsWhatIsLeft() {
        ScoredFrame[] pool = {
            Frames.ofClass(1, 0, 0.5), Frames.ofClass(2, 0, 0.5), Frames.ofClass(3, 0, 0.5), Frames.ofClass(4, 1, 0.5)
        };
        BatchBuilder batch = batch(4, Frames.PLAIN.withClassBalance(true), pool);

        assertThat(List.of(pool)).map(frame -> offer(batch, frame)).containsExactly(true, true, false, true);
        batch.fillFromSpares();

        assertThat(batch.frames()).map(SelectedFrame::frameId).isEqualTo(Frames.ids(1, 2, 4, 3));
    }

    @Test
    void spareFramesAreTakenOnceAndOnlyUntilTheBatchIsFull() {
        ScoredFrame[] pool = {Frames.ofClass(1, 0, 0.5), Frames.ofClass(2, 0, 0.5), Frames.ofClass(3, 1, 0.5)};
        BatchBuilder batch = batch(2, Frames.PLAIN.withClassBalance(true), pool);
        offer(batch, pool[0]);
        offer(batch, pool[1]);
        offer(batch, pool[1]);

        batch.fillFromSpares();
        batch.setLimit(9);
        batch.fillFromSpares();

        assertThat(batch.frames()).map(SelectedFrame::frameId).isEqualTo(Frames.ids(1, 2));
    }
}
