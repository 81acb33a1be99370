package io.nerest.video.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSelectionTest {
    private static final double RATE = 10;

    /** An image of even water, with a bright fish of 12 x 6 if wanted. */
    private static GreyImage water(boolean fish, int brightness) {
        byte[] pixels = new byte[GreyImage.WIDTH * GreyImage.HEIGHT];
        Arrays.fill(pixels, (byte) brightness);
        for (int y = 40; fish && y < 46; y++) {
            for (int x = 70; x < 82; x++) {
                pixels[y * GreyImage.WIDTH + x] = (byte) 220;
            }
        }
        return new GreyImage(pixels);
    }

    /** Returns the numbers of the frames that a rule takes of a video of ten frames per second. */
    private static List<Integer> taken(String rule, int frames, int fishFrom, int fishTo) {
        List<Integer> taken = new ArrayList<>();
        List<Integer> released = new ArrayList<>();
        try (FrameSelection<Integer> selection =
                new FrameSelection<>(new FrameSampler(SamplingRuleParser.parse(rule)), released::add)) {
            for (int i = 0; i < frames; i++) {
                GreyImage image = selection.needsImage() ? water(i >= fishFrom && i < fishTo, 90) : null;
                taken.addAll(selection.offer(i, image, i / RATE));
            }
        }
        List<Integer> all = new ArrayList<>(taken);
        all.addAll(released);
        assertThat(all)
                .as("each frame once")
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, frames).boxed().toList());
        assertThat(taken).isSorted();
        return taken;
    }

    @Test
    void aFixedRateTakesEvenlySpacedFrames() {
        assertThat(taken("rate:5", 20, 0, 0))
                .isEqualTo(IntStream.range(0, 10).map(i -> 2 * i).boxed().toList());
        assertThat(taken("rate:50", 20, 0, 0)).hasSize(20);
    }

    @Test
    void oneInNTakesOneInN() {
        assertThat(taken("every:7", 20, 0, 0)).isEqualTo(List.of(0, 7, 14));
    }

    @Test
    void aSceneChangeIsTakenOnceAndIdleFramesRarely() {
        assertThat(taken("scene:threshold=0.001,idle=3", 70, 45, 48)).isEqualTo(List.of(0, 30, 45, 48));
    }

    @Test
    void aBurstSurroundsMotionAndNothingElseIsTakenButIdleFrames() {
        List<Integer> taken = taken("motion:rate=5,lead=1,tail=1,idle=20", 200, 100, 110);

        assertThat(taken.get(0)).isZero();
        List<Integer> burst = taken.subList(1, taken.size());
        assertThat(burst.get(0)).isBetween(89, 91);
        assertThat(burst.get(burst.size() - 1)).isBetween(117, 120);
        assertThat(burst).hasSizeBetween(14, 17);
    }

    @Test
    void aChangeOfLightIsNoMotion() {
        List<Integer> taken = new ArrayList<>();
        try (FrameSelection<Integer> selection =
                new FrameSelection<>(new FrameSampler(SamplingRuleParser.parse("motion:idle=1000")), released -> {})) {
            for (int i = 0; i < 100; i++) {
                taken.addAll(selection.offer(i, water(false, 60 + i), i / RATE));
            }
        }
        assertThat(taken).containsExactly(0);
    }

    @Test
    void aClockThatJumpsBackDoesNotStopSampling() {
        FrameSampler sampler = new FrameSampler(SamplingRuleParser.parse("rate:1"));
        sampler.next(null, 5_000);

        assertThat(sampler.next(null, 3)).isEqualTo(FrameSampler.Choice.TAKE);
        assertThat(sampler.next(null, 3.5)).isEqualTo(FrameSampler.Choice.SKIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate:5",
                "every:10",
                "scene:threshold=0.05,idle=60",
                "motion:rate=5,lead=1,tail=2,area=0.003,contrast=18,idle=60"
            })
    void aRuleIsReadAsItIsWritten(String text) {
        assertThat(SamplingRuleParser.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate:0",
                "rate:NaN",
                "rate:x",
                "every:0",
                "every:1.5",
                "scene:colour=1",
                "motion:lead",
                "",
                "5",
                "rate:1e300"
            })
    void whatIsNotARuleIsRejected(String text) {
        assertThatThrownBy(() -> SamplingRuleParser.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
