package io.nerest.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.vision.box.LabelledBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRendererTest {
    private static final FrameFormat TINY = new FrameFormat(160, 90, 85);

    @Test
    void theSameSeedGivesTheSameBytesInAnyOrderOfFrames() {
        StreamRenderer forwards = TestStreams.camera(2, TINY, 5);
        List<byte[]> expected = new ArrayList<>();
        for (int t = 0; t < 20; t++) {
            expected.add(forwards.frame(t).jpeg());
        }

        StreamRenderer backwards = new StreamRenderer(RenderedCameras.camera(2, 5), TINY, 5);

        for (int t = 19; t >= 0; t--) {
            assertThat(backwards.frame(t).jpeg()).as("frame %d", t).isEqualTo(expected.get(t));
        }
    }

    @Test
    void severalThreadsGiveTheSameBytesAsOne() {
        StreamRenderer renderer = TestStreams.camera(3, TINY, 5);
        List<RenderedFrame> alone =
                IntStream.range(0, 24).mapToObj(renderer::frame).toList();

        List<RenderedFrame> together =
                IntStream.range(0, 24).parallel().mapToObj(renderer::frame).toList();

        for (int t = 0; t < 24; t++) {
            assertThat(together.get(t).jpeg()).isEqualTo(alone.get(t).jpeg());
            assertThat(together.get(t).truth()).isEqualTo(alone.get(t).truth());
            assertThat(together.get(t).capturedAt()).isEqualTo(alone.get(t).capturedAt());
        }
    }

    /** Checksums of pixels, identical with Java 17 and 25. Update them when the appearance changes on purpose. */
    @ParameterizedTest
    @CsvSource({"1, a397edf2", "2, b5af8ab", "3, ffa3239c", "4, 25822587"})
    void theSamePixelsArePaintedOnEveryMachine(int camera, String checksum) {
        RenderedFrame frame = TestStreams.camera(camera, TINY, 1).frame(7);

        int[] pixels = frame.image().getRGB(0, 0, TINY.width(), TINY.height(), null, 0, TINY.width());

        ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Integer.BYTES);
        bytes.asIntBuffer().put(pixels);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        assertThat(Long.toHexString(crc.getValue())).isEqualTo(checksum);
    }

    @Test
    void anotherSeedGivesAnotherStream() {
        byte[] one = TestStreams.camera(1, TINY, 1).frame(3).jpeg();
        byte[] other = new StreamRenderer(RenderedCameras.camera(1, 1), TINY, 2)
                .frame(3)
                .jpeg();

        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void everyBoxLiesInsideTheImageAndHasAnArea() {
        int boxes = 0;
        for (int camera = 1; camera <= 6; camera++) {
            StreamRenderer renderer = TestStreams.camera(camera, TINY, 1);
            for (int t = 0; t < 96; t += 3) {
                for (LabelledBox box : renderer.frame(t).truth()) {
                    assertThat(box.left()).isGreaterThanOrEqualTo(-1e-9);
                    assertThat(box.top()).isGreaterThanOrEqualTo(-1e-9);
                    assertThat(box.right()).isLessThanOrEqualTo(1 + 1e-9);
                    assertThat(box.bottom()).isLessThanOrEqualTo(1 + 1e-9);
                    assertThat(box.w()).isPositive();
                    assertThat(box.h()).isPositive();
                    boxes++;
                }
            }
        }
        assertThat(boxes).isGreaterThan(100);
    }

    @Test
    void between25And45PercentOfTheFramesAreEmpty() {
        int empty = 0;
        int frames = 0;
        for (int camera = 1; camera <= 8; camera++) {
            StreamRenderer renderer = TestStreams.camera(camera, TINY, 1);
            for (int t = 0; t < 640; t += 16, frames++) {
                empty += renderer.frame(t).truth().isEmpty() ? 1 : 0;
            }
        }
        assertThat((double) empty / frames).isBetween(0.25, 0.45);
    }

    @Test
    void captureTimesIncrease() {
        StreamRenderer renderer = TestStreams.camera(4, TINY, 1);

        List<RenderedFrame> frames =
                IntStream.range(0, 100).mapToObj(renderer::frame).toList();

        for (int t = 1; t < frames.size(); t++) {
            assertThat(frames.get(t).capturedAt()).isAfter(frames.get(t - 1).capturedAt());
        }
    }

    @Test
    void aNegativeFrameNumberIsRejected() {
        StreamRenderer renderer = TestStreams.camera(1, TINY, 1);

        assertThatThrownBy(() -> renderer.frame(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
