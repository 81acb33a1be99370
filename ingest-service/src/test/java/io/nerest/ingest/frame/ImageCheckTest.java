package io.nerest.ingest.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nerest.detector.image.PerceptualHash;
import io.nerest.ingest.UploadedImages;
import io.nerest.service.images.ImageConfig;
import io.nerest.testing.config.MappedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageCheckTest {
    @TempDir
    Path folder;

    private final ImageCheck images = new ImageCheck(
            MappedConfig.of(ImageConfig.class, Map.of("nerest.image.max-bytes", "4000000")),
            MappedConfig.defaults(ImageCheckConfig.class));

    static Stream<Arguments> invalidImages() {
        return Stream.of(
                Arguments.of("text", "not an image".getBytes(UTF_8), "send JPEG, PNG"),
                Arguments.of("empty file", new byte[0], "empty"),
                Arguments.of("truncated JPEG", UploadedImages.truncatedJpeg(), "truncated"),
                Arguments.of("JPEG with damaged data", UploadedImages.damagedJpeg(), "the JPEG is damaged"),
                Arguments.of("one pixel", UploadedImages.jpeg(1, 1), "1x1 pixels"),
                Arguments.of("oversized header", UploadedImages.oversizedPng(), "30000x30000 pixels"),
                Arguments.of("animated GIF", UploadedImages.animatedGif(), "animated"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidImages")
    void anInvalidImageIsRejectedWithTheReason(String name, byte[] image, String reason) {
        assertRejected(image, 422, reason);
    }

    @Test
    void aFileLongerThanTheLimitIsRejectedBeforeItIsRead() {
        assertRejected(new byte[4_000_001], 413, "4,000,000");
    }

    static Stream<Arguments> kindsOfImages() {
        return Stream.of(
                Arguments.of("grey JPEG", UploadedImages.grey()),
                Arguments.of("CMYK JPEG", UploadedImages.cmykJpeg()),
                Arguments.of("progressive JPEG", UploadedImages.progressiveJpeg()),
                Arguments.of("16-bit PNG", UploadedImages.sixteenBitPng()),
                Arguments.of("palette PNG", UploadedImages.palettePng()),
                Arguments.of("PNG with alpha", UploadedImages.transparentPng()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kindsOfImages")
    void everyKindOfImageThatIsDocumentedAsAcceptedIsAccepted(String name, byte[] image) throws Exception {
        CheckedImage checked = images.check(write(image));

        assertThat(checked.header().width()).isEqualTo(64);
        assertThat(checked.header().height()).isEqualTo(48);
        assertThat(images.thumbnail(image, 64)).startsWith(0xff, 0xd8);
    }

    @Test
    void copiesOfAnotherSizeAndFormatHaveNearlyTheSameHashAndOtherScenesDoNot() throws Exception {
        long original = hash(UploadedImages.scene(1, 640, 360, "jpg"));

        assertThat(PerceptualHash.distance(original, hash(UploadedImages.scene(1, 640, 360, "png"))))
                .isLessThanOrEqualTo(3);
        assertThat(PerceptualHash.distance(original, hash(UploadedImages.scene(1, 320, 180, "jpg"))))
                .isLessThanOrEqualTo(3);
        assertThat(PerceptualHash.distance(original, hash(UploadedImages.scene(1, 640, 360, "gif"))))
                .isLessThanOrEqualTo(3);
        for (int other = 2; other < 20; other++) {
            assertThat(PerceptualHash.distance(original, hash(UploadedImages.scene(other, 640, 360, "jpg"))))
                    .isGreaterThan(10);
        }
    }

    private long hash(byte[] image) throws Exception {
        return images.check(write(image)).hash();
    }

    @Test
    void theLimitOfPixelsIsConfigurable() {
        ImageCheck small = new ImageCheck(
                MappedConfig.of(ImageConfig.class, Map.of("nerest.image.max-pixels", "3000")),
                MappedConfig.defaults(ImageCheckConfig.class));

        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> small.check(write(UploadedImages.jpeg(64, 48))))
                .withMessageContaining("at most 3,000");
    }

    private Path write(byte[] image) throws IOException {
        return Files.write(folder.resolve("image" + Arrays.hashCode(image)), image);
    }

    private void assertRejected(byte[] image, int status, String reason) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> images.check(write(image)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.toOutcome().status()).isEqualTo(status));
    }
}
