package io.nerest.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisagreementTest {
    private static final Box HERE = new Box(0, 0, 40, 40);
    private static final Box NEARBY = new Box(0, 10, 40, 50);
    private static final Box THERE = new Box(200, 0, 240, 40);

    @Test
    void disagreementSumsUnpairedConfidences() {
        // NEARBY overlaps HERE by 0.6: the same object, 0.3 apart in confidence. THERE is the second's alone.
        List<Detection> a = List.of(new Detection(HERE, .9f, 0));
        List<Detection> b = List.of(new Detection(NEARBY, .6f, 0), new Detection(THERE, .5f, 0));

        assertThat(Disagreement.of(a, b)).isCloseTo(.3 + .5, within(1e-6));
        assertThat(Disagreement.of(b, a)).isCloseTo(.3 + .5, within(1e-6));
        assertThat(Disagreement.of(a, a)).isZero();
    }

    @Test
    void boxesOfTwoClassesAreTwoObjects() {
        assertThat(Disagreement.of(List.of(new Detection(HERE, .9f, 0)), List.of(new Detection(HERE, .8f, 1))))
                .isCloseTo(1.7, within(1e-6));
    }

    @Test
    void aVerdictCountsRightWrongAndMissed() {
        Verdict verdict = Verdict.of(
                List.of(
                        new Detection(NEARBY, .9f, 0),
                        new Detection(HERE, .4f, 0),
                        new Detection(new Box(400, 0, 440, 40), .3f, 0)),
                List.of(new GroundTruth(HERE, 0), new GroundTruth(THERE, 0)));

        assertThat(verdict.right()).extracting(Detection::confidence).containsExactly(.4f);
        assertThat(verdict.wrong()).extracting(Detection::confidence).containsExactly(.9f, .3f);
        assertThat(verdict.missed()).containsExactly(THERE);
        assertThat(verdict.text()).isEqualTo("1 right, 2 wrong, 1 missed");
    }
}
