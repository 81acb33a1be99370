package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The loss on an image of 32 pixels, which has 21 anchors: 0 to 15 of stride 8 with centres at 4, 12, 20, 28; 16 to 19
 * of
 * stride 16 at 8, 24; 20 of stride 32 at 16.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LossTest {
    private static final int SIDE = 32;
    private static final int ANCHORS = 21;
    private static final int CLASSES = 2;
    private static final double LN2 = Math.log(2);

    private InspectableNetwork network;

    @BeforeAll
    void load() {
        NetworkDescription description = Architectures.describe("yolov8n", CLASSES);
        network = TrainableNetworks.inspect(
                description, InitialWeights.of(description, 0), TrainOptions.DEFAULT.withThreads(1));
    }

    @AfterAll
    void close() {
        network.close();
    }

    @Test
    void perfectBoxesHaveOnlyTheEntropyOfTheirBinsAsLoss() {
        // 16 pixels in the middle: the four central anchors of stride 8 and the one of stride 32 lie within.
        float[] bins = new float[ANCHORS * 64];
        for (int anchor : new int[] {5, 6, 9, 10}) {
            double x = anchor % 4 * 8 + 4;
            double y = anchor / 4 * 8 + 4;
            sides(bins, anchor, (x - 8) / 8, (y - 8) / 8, (24 - x) / 8, (24 - y) / 8);
        }
        sides(bins, 20, 0.25, 0.25, 0.25, 0.25);

        LossOutputs loss = loss(bins, new float[ANCHORS * CLASSES], object(1, 16, 16, 16, 16));

        assertThat(loss.anchors()).containsExactlyInAnyOrder(5, 6, 9, 10, 20);
        assertThat(loss.losses().box()).isCloseTo(0, within(1e-5f));
        double quarter = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
        assertThat(loss.losses().dfl()).isCloseTo((float) (1.5 * (4 * LN2 + quarter) / 5), within(1e-4f));
        assertThat(loss.losses().cls()).isCloseTo((float) (0.5 * ANCHORS * CLASSES * LN2 / 5), within(1e-4f));
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            boolean assigned = anchor == 20 || Arrays.asList(5, 6, 9, 10).contains(anchor);
            assertThat(loss.logitsGradient()[anchor * CLASSES]).isCloseTo(0.05f, within(1e-6f));
            assertThat(loss.logitsGradient()[anchor * CLASSES + 1]).isCloseTo(assigned ? -0.05f : 0.05f, within(1e-5f));
        }
    }

    @Test
    void anchorsInAnIgnoreRegionHaveNoLossUnlessAssigned() {
        // The object in the middle is answered for by the anchors 5, 6, 9, 10 and 20, each with a target of 1.
        float[] bins = new float[ANCHORS * 64];
        for (int anchor : new int[] {5, 6, 9, 10}) {
            double x = anchor % 4 * 8 + 4;
            double y = anchor / 4 * 8 + 4;
            sides(bins, anchor, (x - 8) / 8, (y - 8) / 8, (24 - x) / 8, (24 - y) / 8);
        }
        sides(bins, 20, 0.25, 0.25, 0.25, 0.25);
        float[] object = object(1, 16, 16, 16, 16);
        float[] logits = new float[ANCHORS * CLASSES];

        // The left upper quarter: centres of 0, 1, 4, 5 of stride 8 and of 16 of stride 16; of these, 5 is assigned.
        LossOutputs loss = loss(bins, logits, object, region(8, 8, 15, 15));

        LossOutputs without = loss(bins, logits, object);
        assertThat(loss.losses().cls()).isCloseTo((float) (0.5 * (ANCHORS - 4) * CLASSES * LN2 / 5), within(1e-4f));
        assertThat(loss.losses().box()).isEqualTo(without.losses().box());
        assertThat(loss.losses().dfl()).isEqualTo(without.losses().dfl());
        assertThat(loss.binsGradient()).isEqualTo(without.binsGradient());
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            boolean silent = Arrays.asList(0, 1, 4, 16).contains(anchor);
            for (int classId = 0; classId < CLASSES; classId++) {
                int place = anchor * CLASSES + classId;
                assertThat(loss.logitsGradient()[place])
                        .as("anchor %d, class %d", anchor, classId)
                        .isEqualTo(silent ? 0 : without.logitsGradient()[place]);
            }
        }
    }

    @Test
    void anIgnoreRegionAffectsOnlyItsOwnImage() {
        float[] region = region(8, 8, 16, 16);
        region[0] = 1;

        LossOutputs loss = network.lossOf(
                new HeadOutputs(new float[2 * ANCHORS * 64], new float[2 * ANCHORS * CLASSES]),
                2,
                new float[0],
                region,
                SIDE,
                SIDE);

        for (int place = 0; place < 2 * ANCHORS * CLASSES; place++) {
            boolean silent = Arrays.asList(21, 22, 25, 26, 37).contains(place / CLASSES);
            assertThat(loss.logitsGradient()[place]).isCloseTo(silent ? 0 : 0.5f, within(1e-6f));
        }
    }

    @Test
    void theBoxLossIsOneMinusCompleteIou() {
        // Only the anchor at (12, 12) lies within the object [9, 9, 15, 15] once widened to 16: [4, 4, 20, 20] excludes
        // 4
        // and 20. The stride-16 anchor at 8 and the stride-32 one at 16 lie within too; far boxes leave them nothing.
        float[] bins = new float[ANCHORS * 64];
        sides(bins, 5, 0.5, 0.5, 1, 1);
        sides(bins, 16, 15, 15, 15, 15);
        sides(bins, 20, 15, 15, 15, 15);

        LossOutputs loss = loss(bins, new float[ANCHORS * CLASSES], object(0, 12, 12, 6, 6));

        // Prediction [8, 8, 20, 20] against [9, 9, 15, 15]: IoU 36/144, centres 2 apart each way, hull 12 by 12.
        double ciou = 0.25 - (4 + 4) / (144.0 + 144.0);
        double target = ciou;
        assertThat(loss.losses().box()).isCloseTo((float) (7.5 * (1 - ciou) * target), within(1e-3f));
    }

    @Test
    void anAnchorOfTwoCandidatesIsAssignedToTheObjectOfHighestIou() {
        float[] bins = new float[ANCHORS * 64];
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            sides(bins, anchor, 1, 1, 1, 1);
        }
        float[] objects = concat(object(0, 12, 12, 16, 16), object(1, 14, 14, 20, 20));

        LossOutputs loss = loss(bins, new float[ANCHORS * CLASSES], objects);

        long[] anchors = loss.anchors();
        assertThat(anchors).doesNotHaveDuplicates().contains(5);
        int index = Arrays.stream(anchors).boxed().toList().indexOf(5L);
        assertThat(loss.objects()[index]).isZero();
    }

    @Test
    void smallObjectsAreEnlargedToSixteenPixelsForTheAnchorSearch() {
        float[] bins = new float[ANCHORS * 64];
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            sides(bins, anchor, 1, 1, 1, 1);
        }
        // No centre lies in [13, 5, 19, 11] nor in [12, 4, 20, 12]; the first is small in both sides, the second is
        // not.
        assertThat(loss(bins, new float[ANCHORS * CLASSES], object(0, 16, 8, 6, 6))
                        .anchors())
                .isNotEmpty();
        assertThat(loss(bins, new float[ANCHORS * CLASSES], object(0, 16, 8, 8, 8))
                        .anchors())
                .isEmpty();
    }

    @Test
    void atMostTenAnchorsAreAssignedToAnObject() {
        float[] bins = new float[ANCHORS * 64];
        for (int anchor = 0; anchor < ANCHORS; anchor++) {
            sides(bins, anchor, 2, 2, 2, 2);
        }

        assertThat(loss(bins, new float[ANCHORS * CLASSES], object(0, 16, 16, 32, 32))
                        .anchors())
                .hasSize(10);
    }

    @Test
    void gradientsOfBinsEqualFiniteDifferences() {
        // One object, one anchor within it: its target score is then its CIoU, which for the derivative is a constant.
        float[] bins = new float[ANCHORS * 64];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = (float) Math.sin(i * 0.7);
        }
        sides(bins, 5, 0.7, 0.6, 1.3, 1.2);
        for (int i = 5 * 64; i < 6 * 64; i++) {
            bins[i] = Math.max(bins[i], -4);
        }
        float[] logits = new float[ANCHORS * CLASSES];
        float[] object = object(0, 13, 11, 9, 8.5f);
        LossOutputs loss = loss(bins, logits, object);
        assertThat(loss.anchors()).containsExactly(5);
        double target = targetScore(loss);

        for (int place = 5 * 64; place < 6 * 64; place++) {
            double slope = (perScore(bins, place, 0.01f, object) - perScore(bins, place, -0.01f, object)) / 0.02;
            assertThat(loss.binsGradient()[place])
                    .as("bin %d", place)
                    .isCloseTo((float) (slope * target), within(2e-2f));
        }
    }

    /** Loss of boxes and bins with one bin moved, divided by the target score, which moves along. */
    private double perScore(float[] bins, int place, float by, float[] object) {
        float[] moved = bins.clone();
        moved[place] += by;
        LossOutputs loss = loss(moved, new float[ANCHORS * CLASSES], object);
        return (loss.losses().box() + loss.losses().dfl()) / targetScore(loss);
    }

    /**
     * With logits of 0 the gradient of the assigned class is gain * (1/2 - target), since the sum of targets counts
     * as 1.
     */
    private static double targetScore(LossOutputs loss) {
        return 0.5 - loss.logitsGradient()[5 * CLASSES] / 0.5;
    }

    private LossOutputs loss(float[] bins, float[] logits, float[] objects) {
        return loss(bins, logits, objects, new float[0]);
    }

    private LossOutputs loss(float[] bins, float[] logits, float[] objects, float[] ignored) {
        return network.lossOf(new HeadOutputs(bins, logits), 1, objects, ignored, SIDE, SIDE);
    }

    private static float[] object(int classId, float cx, float cy, float w, float h) {
        return new float[] {0, classId, cx / SIDE, cy / SIDE, w / SIDE, h / SIDE};
    }

    private static float[] region(float cx, float cy, float w, float h) {
        return new float[] {0, cx / SIDE, cy / SIDE, w / SIDE, h / SIDE};
    }

    private static float[] concat(float[] a, float[] b) {
        float[] result = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, result, a.length, b.length);
        return result;
    }

    /** Sets an anchor's bins so that its sides have these expectations, in units of its stride. */
    private static void sides(float[] bins, int anchor, double... sides) {
        for (int side = 0; side < 4; side++) {
            int first = anchor * 64 + side * 16;
            Arrays.fill(bins, first, first + 16, -60);
            int lower = (int) sides[side];
            double share = sides[side] - lower;
            bins[first + lower] = (float) Math.log(1 - share);
            if (share > 0) {
                bins[first + lower + 1] = (float) Math.log(share);
            }
        }
    }
}
