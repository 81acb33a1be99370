package io.nerest.simulator.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.simulator.stream.TestStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderedCamerasTest {
    private static final FrameFormat TINY = new FrameFormat(64, 64, 85);

    @Test
    void sixteenCamerasDifferVisibly() {
        List<double[]> looks = new ArrayList<>();
        for (int index = 1; index <= 16; index++) {
            looks.add(thumbnail(TestStreams.camera(index, TINY, 1)));
        }
        for (int i = 0; i < looks.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(looks.get(i), looks.get(j)))
                        .as("cameras %d and %d, mean grey levels", i + 1, j + 1)
                        .isGreaterThan(8);
            }
        }
    }

    @Test
    void theFirstFourCamerasIncludeEveryStand() {
        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(index ->
                                RenderedCameras.camera(index, 1).viewpoint().stand()))
                .contains(Stand.SIDE, Stand.OBLIQUE, Stand.OVERHEAD);
    }

    @Test
    void camerasAreNamedByTheirIndex() {
        assertThat(RenderedCameras.camera(1, 1).name()).isEqualTo("cam-01");
        assertThat(RenderedCameras.camera(112, 1).name()).isEqualTo("cam-112");
        assertThat(RenderedCameras.camera(7, 3)).isEqualTo(RenderedCameras.camera(7, 3));
    }

    @Test
    void cameraZeroIsRejected() {
        assertThatThrownBy(() -> RenderedCameras.camera(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1");
    }

    /** Mean colours of 8 x 8 fields over frames of different hours. */
    private static double[] thumbnail(StreamRenderer renderer) {
        double[] mean = new double[8 * 8 * 3];
        int clips = 6;
        for (int clip = 0; clip < clips; clip++) {
            RenderedFrame frame =
                    renderer.frame(clip * renderer.camera().traffic().framesPerClip());
            for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                    int rgb = frame.image().getRGB(x, y);
                    int field = (y / 8 * 8 + x / 8) * 3;
                    mean[field] += Rgb.red(rgb) / (64.0 * clips);
                    mean[field + 1] += Rgb.green(rgb) / (64.0 * clips);
                    mean[field + 2] += Rgb.blue(rgb) / (64.0 * clips);
                }
            }
        }
        return mean;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / one.length;
    }
}
