package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorSettingsTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void framesAreLookedAtWholeUnlessTilesAreAskedFor() {
        DetectorSettings settings = settings(Map.of());

        look(settings);

        assertThat(seen).containsExactly("400x200");
        assertThat(settings.decodedSide(320)).isEqualTo(320);
    }

    @Test
    void tilesAreLookedAtBesideTheWholeFrameWithDetectionsInItsPixels() {
        DetectorSettings settings = settings(Map.of("nerest.scoring.detector.slice", "200"));

        List<Detection> found = look(settings).get(0).detections();

        assertThat(seen).hasSizeGreaterThan(2).startsWith("400x200").endsWith("200x200");
        assertThat(found).extracting(detection -> detection.box().x1()).contains(200f);
        assertThat(settings.decodedSide(320)).isGreaterThan(4000);
    }

    @Test
    void tilesTooSmallToSeeAnythingInAreRefused() {
        DetectorSettings settings = settings(Map.of("nerest.scoring.detector.slice", "8"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.looking(pictures -> List.of()))
                .withMessageContaining("slice=8");
    }

    private static DetectorSettings settings(Map<String, String> given) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(DetectorSettings.class)
                .withDefaultValues(given)
                .build();
        return config.getConfigMapping(DetectorSettings.class);
    }

    /** Takes note of what is shown, and finds an object in its upper left corner. */
    private List<FramePrediction> look(DetectorSettings settings) {
        try (DecodedImage frame = DecodedImage.filled(400, 200, 0)) {
            return settings.looking(pictures -> pictures.stream()
                            .map(picture -> {
                                seen.add(picture.width() + "x" + picture.height());
                                Detection corner = new Detection(new Box(0, 0, 10, 10), .9f, 0);
                                return new FramePrediction(List.of(corner), new float[] {1});
                            })
                            .toList())
                    .predict(List.of(frame));
        }
    }
}
