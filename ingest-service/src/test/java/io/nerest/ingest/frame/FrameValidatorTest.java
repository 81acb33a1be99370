package io.nerest.ingest.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nerest.ingest.UploadedImages;
import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameValidatorTest {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private final FrameValidator validator = new FrameValidator(ImageLimits.DEFAULT, Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<Arguments> invalidImages() {
        return Stream.of(
                Arguments.of("text", "not an image".getBytes(UTF_8), ""),
                Arguments.of("empty file", new byte[0], ""),
                Arguments.of("truncated JPEG", UploadedImages.truncatedJpeg(), "truncated"),
                Arguments.of("one pixel", UploadedImages.jpeg(1, 1), "1x1 pixels"),
                Arguments.of("oversized header", UploadedImages.oversizedPng(), "30000x30000 pixels"),
                Arguments.of("animated GIF", UploadedImages.animatedGif(), "animated"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidImages")
    void anInvalidImageIsRejectedWithTheReason(String name, byte[] image, String reason) {
        assertRejected(() -> validator.checkImage(image), 422, reason);
    }

    @Test
    void aFileLongerThanTheLimitIsRejectedBeforeItIsRead() {
        assertRejected(() -> validator.checkLength(40_000_001), 413, "40,000,000");
        assertThatCode(() -> validator.checkLength(40_000_000)).doesNotThrowAnyException();
    }

    @Test
    void greyAndSixteenBitImagesAreAccepted() throws RejectedImageException {
        for (byte[] image : new byte[][] {UploadedImages.grey(), UploadedImages.sixteenBitPng()}) {
            ImageHeader header = validator.checkImage(image);

            assertThat(header.width()).isEqualTo(64);
            assertThat(header.height()).isEqualTo(48);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd.jpg", "/etc/passwd.jpg", "a\\b.jpg", "a\nb.jpg"})
    void aFileNameThatIsAPathIsRejected(String name) {
        assertRejected(() -> validator.checkFileName(name), 422, "send the name without folders");
    }

    @Test
    void aFileNameHasAtMost255Characters() {
        assertRejected(() -> validator.checkFileName("a".repeat(256)), 422, "256 characters");
        assertThatCode(() -> validator.checkFileName("a".repeat(255))).doesNotThrowAnyException();
    }

    @Test
    void aCaptureTimeMayBeFiveMinutesAhead() {
        assertThatCode(() -> validator.checkCaptureTime(NOW.plusSeconds(300))).doesNotThrowAnyException();
        assertRejected(() -> validator.checkCaptureTime(NOW.plusSeconds(301)), 422, "set the camera's clock");
    }

    private static void assertRejected(ThrowingCallable check, int status, String reason) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(check)
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.toOutcome().status()).isEqualTo(status));
    }
}
