package io.nerest.video.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class MedianBackgroundTest {
    private static final double CONTRAST = 18;
    private static final int PIXELS = GreyImage.WIDTH * GreyImage.HEIGHT;

    @Test
    void aChangeOfBrightnessBesideAMaskIsNoMotionAndAFishStillIs() {
        BitSet mask = new BitSet();
        mask.set(0, PIXELS / 2);
        MedianBackground background = new MedianBackground();
        background.offer(image(90, 0).without(mask), 0);

        assertThat(background.changedShare(image(150, 0).without(mask), CONTRAST))
                .isZero();
        assertThat(background.changedShare(image(150, 500).without(mask), CONTRAST))
                .isEqualTo(500.0 / PIXELS);
    }

    @Test
    void whatMovesUnderAMaskIsNoMotion() {
        BitSet mask = new BitSet();
        mask.set(PIXELS - 500, PIXELS);
        MedianBackground background = new MedianBackground();
        background.offer(image(90, 0).without(mask), 0);

        assertThat(background.changedShare(image(90, 500).without(mask), CONTRAST))
                .isZero();
    }

    /** @param fish number of bright pixels at the end */
    private static GreyImage image(int brightness, int fish) {
        byte[] pixels = new byte[PIXELS];
        Arrays.fill(pixels, (byte) brightness);
        Arrays.fill(pixels, PIXELS - fish, PIXELS, (byte) 250);
        return new GreyImage(pixels);
    }
}
