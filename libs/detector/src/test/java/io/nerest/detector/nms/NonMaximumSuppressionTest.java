package io.nerest.detector.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.golden.GoldenFiles;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonMaximumSuppressionTest {

    /** The golden file holds numbers of the reference implementation. */
    @ParameterizedTest
    @CsvSource({"0.001, 0.7, 300", "0.25, 0.7, 300", "0.25, 0.45, 300"})
    void keepsTheSameBoxesAsTheReference(String conf, String iou, int maxDet) {
        NmsOptions options = new NmsOptions(
                Double.parseDouble(conf), Double.parseDouble(iou), maxDet, true, NmsOptions.MAX_CANDIDATES);
        int compared = 0;
        for (JsonNode image : GoldenFiles.json("nms.json").get("images")) {
            float[][] rows = floats(image.get("predictions"));
            float[][] boxes = new float[rows.length][];
            float[][] scores = new float[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                boxes[i] = Arrays.copyOf(rows[i], 4);
                scores[i] = new float[] {rows[i][4]};
            }

            List<Detection> kept = NonMaximumSuppression.apply(predictions(boxes, scores), 0, 1, rows.length, options);

            float[][] expected =
                    floats(image.get("kept").get("conf=%s iou=%s max_det=%d".formatted(conf, iou, maxDet)));
            assertThat(kept).hasSameSizeAs(expected);
            for (float[] row : expected) {
                Detection nearest = kept.stream()
                        .min(Comparator.comparingDouble(detection -> distance(detection, row)))
                        .orElseThrow();
                assertThat(distance(nearest, row)).isLessThan(4e-3);
                assertThat(nearest.confidence()).isCloseTo(row[4], within(1e-5f));
                assertThat(nearest.classId()).isEqualTo((int) row[5]);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(1);
    }

    @Test
    void suppressesWithinAClassAndKeepsTheMostConfident() {
        FloatBuffer predictions = predictions(
                new float[][] {{50, 50, 20, 20}, {51, 50, 20, 20}, {50, 50, 20, 20}},
                new float[][] {{.6f, .1f}, {.8f, .1f}, {.1f, .7f}});

        List<Detection> kept = NonMaximumSuppression.apply(predictions, 0, 2, 3, NmsOptions.forPrediction());

        assertThat(kept)
                .containsExactly(
                        new Detection(new Box(41, 40, 61, 60), .8f, 0), new Detection(new Box(40, 40, 60, 60), .7f, 1));
    }

    /** Implementations that move classes apart by an offset lose precision at class 79; here classes are compared. */
    @Test
    void eightyClassesAreSuppressedApartAndEachAlike() {
        int classes = 80;
        float[][] boxes = new float[2 * classes][];
        float[][] scores = new float[2 * classes][classes];
        for (int id = 0; id < classes; id++) {
            boxes[2 * id] = new float[] {50.3f, 50.7f, 20.1f, 20.2f};
            // IoU 0.72 with the box before: just above the limit of 0.7.
            boxes[2 * id + 1] = new float[] {53.55f, 50.7f, 20.1f, 20.2f};
            scores[2 * id][id] = .9f - id * .001f;
            scores[2 * id + 1][id] = .5f;
        }

        for (boolean multiLabel : new boolean[] {true, false}) {
            List<Detection> kept = NonMaximumSuppression.apply(
                    predictions(boxes, scores),
                    0,
                    classes,
                    boxes.length,
                    new NmsOptions(.25, .7, 300, multiLabel, 30000));
            List<Detection> looser = NonMaximumSuppression.apply(
                    predictions(boxes, scores),
                    0,
                    classes,
                    boxes.length,
                    new NmsOptions(.25, .75, 300, multiLabel, 30000));

            assertThat(kept)
                    .extracting(Detection::classId)
                    .as("one of each class, the most confident first")
                    .containsExactlyElementsOf(
                            java.util.stream.IntStream.range(0, classes).boxed().toList());
            assertThat(looser).as("both boxes of every class").hasSize(2 * classes);
        }
    }

    @Test
    void anchorHasSeveralLabelsOnlyWithMultiLabel() {
        FloatBuffer predictions = predictions(new float[][] {{50, 50, 20, 20}}, new float[][] {{.6f, .9f}});

        assertThat(NonMaximumSuppression.apply(predictions, 0, 2, 1, NmsOptions.forPrediction()))
                .extracting(Detection::classId)
                .containsExactly(1);
        assertThat(NonMaximumSuppression.apply(predictions, 0, 2, 1, NmsOptions.forValidation()))
                .extracting(Detection::classId)
                .containsExactly(1, 0);
    }

    @Test
    void numberOfCandidatesAndDetectionsIsLimited() {
        FloatBuffer predictions = predictions(
                new float[][] {{10, 10, 4, 4}, {30, 10, 4, 4}, {50, 10, 4, 4}}, new float[][] {{.5f}, {.9f}, {.7f}});

        assertThat(NonMaximumSuppression.apply(predictions, 0, 1, 3, new NmsOptions(.25, .7, 1, false, 100)))
                .extracting(Detection::confidence)
                .containsExactly(.9f);
        assertThat(NonMaximumSuppression.apply(predictions, 0, 1, 3, new NmsOptions(.25, .7, 300, false, 2)))
                .extracting(Detection::confidence)
                .containsExactly(.9f, .7f);
    }

    @Test
    void candidatesThatAreNotFiniteAreIgnored() {
        FloatBuffer predictions =
                predictions(new float[][] {{Float.NaN, 10, 4, 4}, {30, 10, 4, 4}}, new float[][] {{.9f}, {Float.NaN}});

        assertThat(NonMaximumSuppression.apply(predictions, 0, 1, 2, NmsOptions.forPrediction()))
                .isEmpty();
    }

    @Test
    void tooShortBufferIsRejected() {
        FloatBuffer predictions = FloatBuffer.allocate(5 * 100);

        assertThatThrownBy(() -> NonMaximumSuppression.apply(predictions, 1, 1, 100, NmsOptions.forPrediction()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image 1");
        assertThatThrownBy(() -> new NmsOptions(1.5, .7, 300, false, 100)).hasMessageContaining("conf");
    }

    /** [1, 4 + classes, anchors] of the given boxes and their scores. */
    private static FloatBuffer predictions(float[][] boxes, float[][] scores) {
        int rows = 4 + scores[0].length;
        FloatBuffer buffer = FloatBuffer.allocate(rows * boxes.length);
        for (int a = 0; a < boxes.length; a++) {
            for (int r = 0; r < rows; r++) {
                buffer.put(r * boxes.length + a, r < 4 ? boxes[a][r] : scores[a][r - 4]);
            }
        }
        return buffer;
    }

    /** Sum of the differences of the edges in pixels, and of the confidence which distinguishes equal boxes. */
    private static double distance(Detection detection, float[] row) {
        return Math.abs(detection.box().x1() - row[0])
                + Math.abs(detection.box().y1() - row[1])
                + Math.abs(detection.box().x2() - row[2])
                + Math.abs(detection.box().y2() - row[3])
                + Math.abs(detection.confidence() - row[4]);
    }

    private static float[][] floats(JsonNode rows) {
        float[][] all = new float[rows.size()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new float[rows.get(i).size()];
            for (int j = 0; j < all[i].length; j++) {
                all[i][j] = rows.get(i).get(j).floatValue();
            }
        }
        return all;
    }
}
