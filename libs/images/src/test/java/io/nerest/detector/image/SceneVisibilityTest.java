package io.nerest.detector.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class SceneVisibilityTest {
    private static final int WIDTH = 512;
    private static final int HEIGHT = 288;

    /** Bright and dark squares, seen through water. */
    private static SceneVisibility seen(double exposure, double transmission) {
        ByteBuffer bgr = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double scene = ((x / 32) + (y / 32)) % 2 == 0 ? 180 : 20;
                byte grey = (byte) Math.round(exposure * (scene * transmission + 100 * (1 - transmission)));
                bgr.put(grey).put(grey).put(grey);
            }
        }
        try (DecodedImage image = DecodedImage.copyOfBgr(bgr.flip(), WIDTH, HEIGHT, 3 * WIDTH)) {
            return SceneVisibility.of(image);
        }
    }

    @Test
    void contrastFallsInProportionToTheTransmissionOfTheWaterAndNotWithTheExposure() {
        SceneVisibility clear = seen(1, 1);

        assertThat(clear.brightness()).isEqualTo(100 / 255.0, within(0.01));
        assertThat(clear.contrast()).isEqualTo(0.8, within(0.02));
        assertThat(seen(1, 0.5).contrast()).isEqualTo(0.4, within(0.02));
        assertThat(seen(0.5, 1).contrast()).isEqualTo(0.8, within(0.02));
    }

    @Test
    void turbidWaterAndDarkImagesAreToldApart() {
        assertThat(seen(1, 1)).matches(image -> !image.isDark() && !image.isTurbid());
        assertThat(seen(1, 0.05)).matches(image -> !image.isDark() && image.isTurbid());
        assertThat(seen(0.1, 1)).matches(image -> image.isDark() && !image.isTurbid());
        assertThat(seen(0, 1).contrast()).as("a black image").isZero();
    }

    @Test
    void blackBordersAreLeftOutOfTheContrast() {
        try (DecodedImage image = DecodedImage.filled(60, 60, 0);
                DecodedImage middle = image.crop(5, 20, 50, 20)) {
            middle.mat().put(Scalar.all(128));

            assertThat(SceneVisibility.of(image).brightness()).isEqualTo(128 / 255.0 * 1000 / 3600, within(0.001));
            assertThat(SceneVisibility.of(image).contrast()).isZero();
        }
    }

    @Test
    void anImageOfOneColourHasNoContrast() {
        try (DecodedImage grey = DecodedImage.filled(40, 30, 128)) {
            assertThat(SceneVisibility.of(grey).contrast()).isZero();
            assertThat(SceneVisibility.of(grey).isTurbid()).isTrue();
        }
    }
}
