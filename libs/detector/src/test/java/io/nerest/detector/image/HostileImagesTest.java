package io.nerest.detector.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated images, the same ones each time: each is decoded or rejected, without side effects. */
@Timeout(120)
class HostileImagesTest {
    private static final int MUTANTS = 100;
    private static final long MOST_HEAP = 16 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
    void hundredMutantsOfEachFormatAreDecodedOrRejected(String format) throws ImageRejectedException {
        Random random = new Random(20_240_601);
        byte[] whole = TestImages.encoded(format, TestImages.drawn(120, 90, BufferedImage.TYPE_3BYTE_BGR, 11));
        // The first image loads the decoder, whose memory is not counted.
        ImageDecoder.decode(whole, ImageLimits.DEFAULT).close();
        int decoded = 0;
        int refused = 0;

        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = TestImages.mutate(whole, random);
            // On its own thread, so that a decoder that hangs fails the test.
            boolean isImage = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> isDecoded(mutant));
            decoded += isImage ? 1 : 0;
            refused += isImage ? 0 : 1;
        }

        assertThat(decoded + refused).isEqualTo(MUTANTS);
        assertThat(refused).isPositive();
    }

    /** Returns whether it is decoded. Fails if it is neither decoded nor rejected, or needs too much memory. */
    private static boolean isDecoded(byte[] mutant) {
        long before = usedByThread();
        boolean decoded;
        try (DecodedImage image = ImageDecoder.decode(mutant, ImageLimits.DEFAULT)) {
            // Pixels are outside the heap, three bytes each.
            assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(ImageLimits.DEFAULT.maxPixels());
            decoded = true;
        } catch (ImageRejectedException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            decoded = false;
        }
        assertThat(usedByThread() - before).as("bytes of heap").isLessThan(MOST_HEAP);
        return decoded;
    }

    private static long usedByThread() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
