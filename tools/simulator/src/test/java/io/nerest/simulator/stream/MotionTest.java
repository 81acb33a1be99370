package io.nerest.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.scene.Clip;
import io.nerest.simulator.scene.Swimmer;
import org.junit.jupiter.api.Test;

class MotionTest {
    private static final FrameFormat SMALL = new FrameFormat(160, 90, 85);

    @Test
    void fishSwimOnSmoothPathsAtRealisticSpeeds() {
        int fish = 0;
        for (int index = 1; index <= 6; index++) {
            CameraSpec camera = RenderedCameras.camera(index, 1);
            for (int number = 0; number < 20; number++) {
                for (Swimmer swimmer : Clip.of(camera, SMALL, 1, number).swimmers()) {
                    fish++;
                    double step = 0.05;
                    for (double t = 0; t < 6; t += step) {
                        Swimmer.Pose before = swimmer.at(t - step);
                        Swimmer.Pose now = swimmer.at(t);
                        Swimmer.Pose after = swimmer.at(t + step);
                        double speed = StrictMath.hypot(after.x() - now.x(), after.z() - now.z()) / step;
                        double swerve = StrictMath.hypot(
                                        after.x() - 2 * now.x() + before.x(), after.z() - 2 * now.z() + before.z())
                                / (step * step);
                        assertThat(speed).as("metres per second").isLessThan(1.5);
                        assertThat(swerve).as("metres per second squared").isLessThan(1.0);
                    }
                }
            }
        }
        assertThat(fish).isGreaterThan(100);
    }

    @Test
    void consecutiveFramesOfAClipDifferLessThanClips() {
        StreamRenderer renderer = TestStreams.camera(1, SMALL, 1);
        int perClip = renderer.camera().traffic().framesPerClip();

        double withinClip = difference(renderer.frame(1), renderer.frame(2));
        double betweenClips = 0;
        for (int clip = 1; clip <= 6; clip++) {
            betweenClips += difference(renderer.frame(1), renderer.frame(clip * perClip + 1)) / 6;
        }

        assertThat(withinClip).isLessThan(betweenClips / 2).isPositive();
    }

    @Test
    void waterMovesWithoutFish() {
        StreamRenderer renderer = TestStreams.camera(2, SMALL, 1);

        int[] one = renderer.paint(0, false).canvas().pixels();
        int[] next = renderer.paint(1, false).canvas().pixels();

        assertThat(next).isNotEqualTo(one);
    }

    private static double difference(RenderedFrame one, RenderedFrame other) {
        long sum = 0;
        for (int y = 0; y < SMALL.height(); y++) {
            for (int x = 0; x < SMALL.width(); x++) {
                sum += Math.abs(Rgb.luma(one.image().getRGB(x, y))
                        - Rgb.luma(other.image().getRGB(x, y)));
            }
        }
        return (double) sum / (SMALL.width() * SMALL.height());
    }
}
