package io.nerest.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of Pillow 11 for the same pixels. */
class AntialiasedResizeTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 9;

    @Test
    void reducedImagesHaveThePixelsThatPillowGives() {
        assertThat(resized(5, 4, AntialiasedResize.Filter.BILINEAR))
                .containsExactly(
                        95, 108, 112, 164, 146, 125, 128, 126, 137, 158, 138, 153, 125, 107, 123, 115, 120, 107, 111,
                        134);
        assertThat(resized(5, 4, AntialiasedResize.Filter.LANCZOS))
                .containsExactly(
                        91, 113, 105, 172, 149, 127, 129, 122, 130, 167, 141, 162, 126, 103, 117, 116, 117, 106, 109,
                        139);
    }

    @Test
    void anImageCanBeNarrowedAndMadeHigherAtOnce() {
        assertThat(Arrays.copyOf(resized(7, 12, AntialiasedResize.Filter.LANCZOS), 14))
                .containsExactly(62, 153, 117, 123, 180, 171, 87, 72, 105, 89, 79, 169, 186, 127);
    }

    @Test
    void theHashOfAnImageIsThatOfItsReducedPixelsInPillow() {
        byte[] bgr = new byte[50 * 40 * 3];
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 50; x++) {
                for (int red = 0; red < 3; red++) {
                    bgr[3 * (y * 50 + x) + 2 - red] = (byte) (x * 31 + y * 17 + red * 83);
                }
            }
        }

        BitSet hash = DifferenceHash.of(bgr, 50, 40);

        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            bits.append(hash.get(i) ? '1' : '0');
        }
        assertThat(bits.toString())
                .isEqualTo("0100100101101101110110100100100110010010110110101011011010010010"
                        + "0010010110110100011010010010010101001001011011011101101001001011"
                        + "1001001011011010101101101001001000100101101101000110100100100100"
                        + "0100100101101101110110100100101110010010110110101011011010010010");
    }

    private static int[] resized(int width, int height, AntialiasedResize.Filter filter) {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels[y * WIDTH + x] = (byte) (x * x * 7 + y * 13 * x + (x ^ y) * 29);
            }
        }
        byte[] result = AntialiasedResize.resize(pixels, WIDTH, HEIGHT, 1, width, height, filter);
        int[] values = new int[result.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = result[i] & 0xff;
        }
        return values;
    }
}
