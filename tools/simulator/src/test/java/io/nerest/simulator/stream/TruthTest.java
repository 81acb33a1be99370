package io.nerest.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.paint.ScenePainter.Painted;
import io.nerest.vision.box.LabelledBox;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the boxes with the pixels of the same frame painted with and without fish. */
class TruthTest {
    private static final FrameFormat FORMAT = new FrameFormat(480, 270, 88);
    /** Smallest visible change in grey levels. */
    private static final int VISIBLE_CHANGE = 14;

    @Test
    void pixelsThatTheFishChangeLieWithinTheirBoxes() {
        int inside = 0;
        int outside = 0;
        for (int camera = 1; camera <= 4; camera++) {
            StreamRenderer renderer = TestStreams.camera(camera, FORMAT, 1);
            for (int t = 0; t < 120; t += 17) {
                Painted painted = renderer.paint(t, true);
                List<LabelledBox> truth = renderer.frame(t).truth();
                if (truth.size()
                        != painted.fish().stream()
                                .filter(fish -> fish.contrast() > 0)
                                .count()) {
                    continue;
                }
                BitSet changed = changed(painted, renderer.paint(t, false));
                for (int p = changed.nextSetBit(0); p >= 0; p = changed.nextSetBit(p + 1)) {
                    if (within(truth, p % FORMAT.width(), p / FORMAT.width())) {
                        inside++;
                    } else {
                        outside++;
                    }
                }
            }
        }
        assertThat(inside).isGreaterThan(10_000);
        assertThat(outside).as("pixels outside, mostly shadows").isLessThan(inside / 10);
    }

    @Test
    void everyBoxTouchesItsFishOnAllFourSides() {
        int boxes = 0;
        for (int camera = 1; camera <= 4; camera++) {
            StreamRenderer renderer = TestStreams.camera(camera, FORMAT, 1);
            for (int t = 1; t < 240; t += 19) {
                Painted painted = renderer.paint(t, true);
                for (LabelledBox box : renderer.frame(t).truth()) {
                    int left = (int) StrictMath.round(box.left() * FORMAT.width());
                    int right = (int) StrictMath.round(box.right() * FORMAT.width());
                    int top = (int) StrictMath.round(box.top() * FORMAT.height());
                    int bottom = (int) StrictMath.round(box.bottom() * FORMAT.height());
                    assertThat(fishOn(painted, left, top, left + 1, bottom)).isTrue();
                    assertThat(fishOn(painted, right - 1, top, right, bottom)).isTrue();
                    assertThat(fishOn(painted, left, top, right, top + 1)).isTrue();
                    assertThat(fishOn(painted, left, bottom - 1, right, bottom)).isTrue();
                    boxes++;
                }
            }
        }
        assertThat(boxes).isGreaterThan(30);
    }

    @Test
    void aFramePaintedWithoutFishContainsNone() {
        StreamRenderer renderer = TestStreams.camera(1, FORMAT, 1);

        Painted painted = renderer.paint(0, false);

        assertThat(fishOn(painted, 0, 0, FORMAT.width(), FORMAT.height())).isFalse();
        assertThat(painted.fish()).isEmpty();
    }

    private static BitSet changed(Painted one, Painted other) {
        int[] a = one.canvas().pixels();
        int[] b = other.canvas().pixels();
        BitSet changed = new BitSet(a.length);
        for (int i = 0; i < a.length; i++) {
            changed.set(i, Math.abs(Rgb.luma(a[i]) - Rgb.luma(b[i])) > VISIBLE_CHANGE);
        }
        return changed;
    }

    private static boolean within(List<LabelledBox> boxes, int x, int y) {
        double cx = (x + 0.5) / FORMAT.width();
        double cy = (y + 0.5) / FORMAT.height();
        double slack = 3.0 / FORMAT.width();
        return boxes.stream()
                .anyMatch(box -> cx > box.left() - slack
                        && cx < box.right() + slack
                        && cy > box.top() - 2 * slack
                        && cy < box.bottom() + 2 * slack);
    }

    private static boolean fishOn(Painted painted, int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (painted.canvas().ownerAt(x, y) != 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
