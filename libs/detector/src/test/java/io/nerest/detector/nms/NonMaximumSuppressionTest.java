package io.nerest.detector.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonMaximumSuppressionTest {

    @ParameterizedTest
    @CsvSource({"0.001, 0.7, 300", "0.25, 0.7, 300", "0.25, 0.45, 300"})
    void keepsTheSetThatTheReferenceKeeps(String conf, String iou, int maxDet) throws IOException {
        FloatBuffer predictions = npyFloats("golden/eval_decoded_xywh_cls.npy");
        JsonNode expected = new ObjectMapper()
                .readTree(SharedFiles.require("golden/nms.json").toFile())
                .get("conf=%s iou=%s max_det=%d".formatted(conf, iou, maxDet));
        NmsOptions options = new NmsOptions(
                Double.parseDouble(conf), Double.parseDouble(iou), maxDet, true, NmsOptions.MAX_CANDIDATES);

        for (int image = 0; image < 4; image++) {
            List<Detection> kept = NonMaximumSuppression.apply(predictions, image, 1, 2100, options);

            JsonNode reference = expected.get(image);
            assertThat(kept).hasSize(reference.size());
            for (JsonNode row : reference) {
                assertThat(kept).anySatisfy(d -> {
                    assertThat(d.box().x1()).isCloseTo((float) row.get(0).asDouble(), within(1e-3f));
                    assertThat(d.box().y1()).isCloseTo((float) row.get(1).asDouble(), within(1e-3f));
                    assertThat(d.box().x2()).isCloseTo((float) row.get(2).asDouble(), within(1e-3f));
                    assertThat(d.box().y2()).isCloseTo((float) row.get(3).asDouble(), within(1e-3f));
                    assertThat(d.confidence()).isCloseTo((float) row.get(4).asDouble(), within(1e-5f));
                    assertThat(d.classId()).isEqualTo(row.get(5).asInt());
                });
            }
        }
    }

    @Test
    void suppressesOnlyWithinAClassAndKeepsTheSurest() {
        FloatBuffer predictions = predictions(
                new float[][] {{50, 50, 20, 20}, {51, 50, 20, 20}, {50, 50, 20, 20}},
                new float[][] {{.6f, .1f}, {.8f, .1f}, {.1f, .7f}});

        List<Detection> kept = NonMaximumSuppression.apply(predictions, 0, 2, 3, NmsOptions.forPrediction());

        assertThat(kept)
                .containsExactly(
                        new Detection(new Box(41, 40, 61, 60), .8f, 0), new Detection(new Box(40, 40, 60, 60), .7f, 1));
    }

    @Test
    void givesAnAnchorSeveralLabelsOnlyWhereAsked() {
        FloatBuffer predictions = predictions(new float[][] {{50, 50, 20, 20}}, new float[][] {{.6f, .9f}});

        assertThat(NonMaximumSuppression.apply(predictions, 0, 2, 1, NmsOptions.forPrediction()))
                .extracting(Detection::classId)
                .containsExactly(1);
        assertThat(NonMaximumSuppression.apply(predictions, 0, 2, 1, NmsOptions.forValidation()))
                .extracting(Detection::classId)
                .containsExactly(1, 0);
    }

    @Test
    void boundsCandidatesAndDetections() {
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
    void leavesOutWhatIsNotANumber() {
        FloatBuffer predictions =
                predictions(new float[][] {{Float.NaN, 10, 4, 4}, {30, 10, 4, 4}}, new float[][] {{.9f}, {Float.NaN}});

        assertThat(NonMaximumSuppression.apply(predictions, 0, 1, 2, NmsOptions.forPrediction()))
                .isEmpty();
    }

    @Test
    void refusesABufferThatDoesNotHoldTheImage() {
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

    private static FloatBuffer npyFloats(String file) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(SharedFiles.require(file))).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8) & 0xffff;
        return bytes.position(10 + header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
