package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.testing.config.MappedConfig;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceSettingsTest {
    private final List<String> sizes = new ArrayList<>();

    private static InferenceSettings settings(String... properties) {
        Map<String, String> given = properties.length == 0 ? Map.of() : Map.of(properties[0], properties[1]);
        return new InferenceSettings(MappedConfig.of(DetectorConfig.class, given));
    }

    @Test
    void framesAreScoredWholeByDefault() {
        InferenceSettings settings = settings();

        predict(settings);

        assertThat(sizes).containsExactly("400x200");
        assertThat(settings.decodedSide(320)).isEqualTo(320);
    }

    @Test
    void tilesAreScoredInAdditionToTheFrameWithDetectionsInItsPixels() {
        InferenceSettings settings = settings("nerest.scoring.detector.slice", "200");

        List<Detection> detections = predict(settings).get(0).detections();

        assertThat(sizes).hasSizeGreaterThan(2).startsWith("400x200").endsWith("200x200");
        assertThat(detections).extracting(detection -> detection.box().x1()).contains(200f);
        assertThat(settings.decodedSide(320)).isGreaterThan(4000);
    }

    @Test
    void aTooSmallTileIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("nerest.scoring.detector.slice", "8"))
                .withMessageContaining("slice=8");
    }

    @Test
    void aModelRunsAtItsOwnImageSizeUnlessAnotherIsConfigured() {
        assertThat(settings().options(96).imgsz()).isEqualTo(96);
        assertThat(settings("nerest.scoring.detector.imgsz", "640").options(96).imgsz())
                .isEqualTo(640);
    }

    @Test
    void thresholdsReachTheDetector() {
        DetectorOptions options =
                settings("nerest.scoring.detector.confidence", "0.125").options(96);

        assertThat(options.nms().conf()).isEqualTo(.125);
        assertThat(options.nms().iou()).isEqualTo(.7);
        assertThat(options.batch()).isEqualTo(8);
    }

    @Test
    void anInferenceOfATrialTakesAtLeastTheGivenTime() {
        long start = System.nanoTime();

        predict(settings("nerest.scoring.detector.least-duration", "60ms"));

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000);
        assertThat(sizes).containsExactly("400x200");
    }

    /** Records the size of each image and detects an object in its upper left corner. */
    private List<FramePrediction> predict(InferenceSettings settings) {
        try (DecodedImage frame = DecodedImage.filled(400, 200, 0)) {
            return settings.frameDetector(images -> images.stream()
                            .map(image -> {
                                sizes.add(image.width() + "x" + image.height());
                                Detection corner = new Detection(new Box(0, 0, 10, 10), .9f, 0);
                                return new FramePrediction(List.of(corner), new float[] {1});
                            })
                            .toList())
                    .predict(List.of(frame));
        }
    }
}
