package io.nerest.detection.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.pictures.PictureLimits;
import io.nerest.pictures.PictureRefusedException;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated pictures, the same ones each time: each is decoded or refused, and nothing else happens. */
@Timeout(120)
class HostilePicturesTest {
    private static final int MUTANTS = 100;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
    void aHundredMutantsOfEachFormatAreDecodedOrRefused(String format) {
        Random random = new Random(20_240_601);
        byte[] whole = TestPictures.encoded(format, TestPictures.drawn(120, 90, BufferedImage.TYPE_3BYTE_BGR, 11));
        long before = usedByThread();
        int decoded = 0;
        int refused = 0;

        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = TestPictures.mutate(whole, random);
            try (Picture picture = PictureDecoder.decode(mutant, PictureLimits.DEFAULT)) {
                assertThat((long) picture.width() * picture.height())
                        .isLessThanOrEqualTo(PictureLimits.DEFAULT.maxPixels());
                decoded++;
            } catch (PictureRefusedException e) {
                assertThat(e).hasMessageMatching("(?s).{20,}");
                refused++;
            }
        }

        assertThat(decoded + refused).isEqualTo(MUTANTS);
        assertThat(refused).isPositive();
        assertThat(usedByThread() - before).as("bytes of heap").isLessThan(500_000_000);
    }

    private static long usedByThread() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
