package io.nerest.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.simulator.stream.TestStreams;
import io.nerest.vision.box.LabelledBox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final StreamRenderer STREAM = TestStreams.camera(3, new FrameFormat(160, 90, 80), 1);

    @Test
    void withoutNoiseTheOracleReturnsTheRenderedBoxes() {
        StreamOracle oracle = new StreamOracle("oracle", Noise.NONE);
        RenderedFrame frame = STREAM.frame(0);
        oracle.add(frame);

        List<LabelledBox> labels = oracle.annotate(frame.fileName());

        assertThat(labels).isEqualTo(frame.truth());
        assertThat(labels).extracting(LabelledBox::classId).containsOnly(0);
        assertThat(oracle.author()).isEqualTo("oracle");
    }

    @Test
    void noiseDropsAFractionOfTheBoxesAndJittersTheRestWithinTheImage() {
        StreamOracle oracle = new StreamOracle("noisy", new Noise(0.1, 0.3, 7));
        int truth = 0;
        List<LabelledBox> seen = new ArrayList<>();
        List<LabelledBox> exact = new ArrayList<>();
        for (int t = 0; t < 320; t += 2) {
            RenderedFrame frame = STREAM.frame(t);
            oracle.add(frame);
            truth += frame.truth().size();
            exact.addAll(frame.truth());
            seen.addAll(oracle.annotate(frame.fileName()));
            assertThat(oracle.annotate(frame.fileName())).isEqualTo(oracle.annotate(frame.fileName()));
        }

        assertThat((double) seen.size() / truth).isBetween(0.6, 0.8);
        assertThat(seen).as("labels").doesNotContainAnyElementsOf(exact);
        assertThat(seen).allSatisfy(label -> {
            assertThat(label.left()).isBetween(-1e-9, 1.0);
            assertThat(label.bottom()).isBetween(0.0, 1 + 1e-9);
            assertThat(label.w()).isPositive();
        });
    }

    @Test
    void anUnknownFrameIsAnErrorThatNamesIt() {
        StreamOracle oracle = new StreamOracle("oracle", Noise.NONE);

        assertThatThrownBy(() -> oracle.annotate("cam-09_f000001.jpg"))
                .isInstanceOf(UnknownFrameException.class)
                .hasMessageContaining("cam-09_f000001.jpg");
    }

    @Test
    void noiseOutsideItsRangeIsRejected() {
        assertThatThrownBy(() -> new Noise(Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Noise(0, 1.5, 0)).hasMessageContaining("1.5");
    }
}
