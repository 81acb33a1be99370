package io.nerest.selector.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
    private static final FrameMatches FAULTLESS = new FrameMatches(1, 0, 0);
    private static final FrameMatches MISSED = new FrameMatches(0, 0, 1);

    private static List<MatchedPair> pairs(int both, int onlyA, int onlyB, int none) {
        List<MatchedPair> pairs = new ArrayList<>();
        pairs.addAll(Collections.nCopies(both, new MatchedPair(FAULTLESS, FAULTLESS)));
        pairs.addAll(Collections.nCopies(onlyA, new MatchedPair(FAULTLESS, MISSED)));
        pairs.addAll(Collections.nCopies(onlyB, new MatchedPair(MISSED, FAULTLESS)));
        pairs.addAll(Collections.nCopies(none, new MatchedPair(MISSED, MISSED)));
        return pairs;
    }

    @Test
    void thePValueIsThatOfTheExactMcNemarTest() {
        PairedComparison found = PairedComparison.of(pairs(50, 2, 10, 8));

        assertThat(found.frames()).isEqualTo(70);
        assertThat(List.of(found.faultlessA(), found.faultlessB(), found.faultlessBoth()))
                .containsExactly(2, 10, 50);
        // 2 * (1 + 12 + 66) / 2^12
        assertThat(found.pValue()).isEqualTo(158.0 / 4096, within(1e-9));
    }

    @Test
    void equalModelsDoNotDiffer() {
        PairedComparison found = PairedComparison.of(pairs(20, 0, 0, 5));

        assertThat(found.pValue()).isEqualTo(1);
        assertThat(List.of(found.difference(), found.low(), found.high())).containsOnly(0.0);
    }

    @Test
    void theIntervalOfTheDifferenceContainsItAndExcludesZeroForAClearlyBetterModel() {
        PairedComparison found = PairedComparison.of(pairs(50, 2, 40, 8));

        assertThat(found.f1A()).isEqualTo(2.0 * 52 / (2 * 52 + 48), within(1e-9));
        assertThat(found.f1B()).isEqualTo(2.0 * 90 / (2 * 90 + 10), within(1e-9));
        assertThat(found.difference()).isEqualTo(found.f1B() - found.f1A());
        assertThat(found.low()).isPositive().isLessThan(found.difference());
        assertThat(found.high()).isGreaterThan(found.difference()).isLessThan(1);
    }

    @Test
    void framesWithoutFishAndBoxesAreFaultless() {
        FrameMatches nothing = FrameMatches.of(List.of(), List.of());

        PairedComparison found = PairedComparison.of(List.of(new MatchedPair(nothing, nothing)));

        assertThat(found.f1A()).isEqualTo(1);
        assertThat(found.faultlessBoth()).isEqualTo(1);
    }

    @Test
    void anObjectIsTakenByTheMostConfidentBoxOfItsClass() {
        LabelledBox fish = new LabelledBox(0, 0.5, 0.5, 0.2, 0.2);
        List<ScoredBox> boxes = List.of(
                new ScoredBox(0, 0.6, 0.5, 0.5, 0.2, 0.2),
                new ScoredBox(0, 0.9, 0.51, 0.5, 0.2, 0.2),
                new ScoredBox(1, 0.95, 0.5, 0.5, 0.2, 0.2),
                new ScoredBox(0, 0.8, 0.1, 0.1, 0.1, 0.1));

        assertThat(FrameMatches.of(boxes, List.of(fish, new LabelledBox(0, 0.9, 0.9, 0.1, 0.1))))
                .isEqualTo(new FrameMatches(1, 3, 1));
        assertThat(FrameMatches.disagreement(boxes.subList(0, 1), boxes.subList(1, 2)))
                .isZero();
        assertThat(FrameMatches.disagreement(boxes, List.of())).isEqualTo(4);
    }
}
