package io.nerest.vision.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.vision.image.ImageHeader.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLimitsTest {
    private static final ImageLimits LIMITS = new ImageLimits(1_000, 10_000, 10, 500);

    @ParameterizedTest
    @CsvSource({"10,10", "100,100", "500,20", "20,500"})
    void sizesWithinTheLimitsAreAccepted(int width, int height) {
        assertThatCode(() -> LIMITS.check(header(width, height, false))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"9,100,too few", "100,9,too few", "501,10,too many", "10,501,too many", "101,100,too many"})
    void sizesBeyondTheLimitsAreRejected(int width, int height, String reason) {
        assertThatThrownBy(() -> LIMITS.check(header(width, height, false)))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void animatedImagesAreRejected() {
        assertThatThrownBy(() -> LIMITS.check(header(50, 50, true))).hasMessageContaining("animated");
    }

    @Test
    void lengthIsCheckedInBytes() {
        assertThatCode(() -> LIMITS.checkLength(1_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LIMITS.checkLength(1_001)).isInstanceOf(ImageRejectedException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,1,2,1"})
    void contradictoryLimitsAreRejected(long maxBytes, long maxPixels, int minSide, int maxSide) {
        assertThatThrownBy(() -> new ImageLimits(maxBytes, maxPixels, minSide, maxSide))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ImageHeader header(int width, int height, boolean animated) {
        return new ImageHeader(Format.PNG, width, height, 1, animated);
    }
}
