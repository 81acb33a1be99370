package io.nerest.ingest.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

    @Test
    void greyAndSixteenBitImagesAreAccepted() throws Exception {
        for (byte[] image : new byte[][] {UploadedImages.grey(), UploadedImages.sixteenBitPng()}) {
            CheckedImage checked = images.check(write(image));

            assertThat(checked.header().width()).isEqualTo(64);
            assertThat(checked.header().height()).isEqualTo(48);
        }
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
