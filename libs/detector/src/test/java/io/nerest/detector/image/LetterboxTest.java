package io.nerest.detector.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.golden.GoldenFiles;
import io.nerest.vision.box.Box;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {

    /** Bilinear interpolation with pixel centres at .5, computed in double precision. */
    @ParameterizedTest
    @CsvSource({"200,120,96,160", "97,61,64,64", "50,90,64,96"})
    void scaledImageIsTheBilinearInterpolationWithinOneGreyLevel(int width, int height, int toHeight, int toWidth) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * toHeight * toWidth);
        try (DecodedImage image = TestImages.decoded(width, height, 4)) {

            LetterboxTransform transform = Letterbox.into(image, pixels, 0, toHeight, toWidth);

            int scaledWidth = (int) Math.rint(width * transform.scale());
            int scaledHeight = (int) Math.rint(height * transform.scale());
            for (int y = 0; y < scaledHeight; y++) {
                for (int x = 0; x < scaledWidth; x++) {
                    double[] bgr = interpolated(
                            image, (x + .5) * width / scaledWidth - .5, (y + .5) * height / scaledHeight - .5);
                    for (int plane = 0; plane < 3; plane++) {
                        int row = y + (int) transform.padY();
                        int column = x + (int) transform.padX();
                        int actual = pixels.get((plane * toHeight + row) * toWidth + column) & 0xff;
                        assertThat((double) actual)
                                .as("plane %d at (%d, %d)", plane, x, y)
                                .isCloseTo(bgr[2 - plane], within(1.01));
                    }
                }
            }
        }
    }

    private static double[] interpolated(DecodedImage image, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double[] sum = new double[3];
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                double share = (dx == 0 ? left + 1 - x : x - left) * (dy == 0 ? top + 1 - y : y - top);
                int[] bgr = image.pixel(
                        Math.max(0, Math.min(image.width() - 1, left + dx)),
                        Math.max(0, Math.min(image.height() - 1, top + dy)));
                for (int channel = 0; channel < 3; channel++) {
                    sum[channel] += share * bgr[channel];
                }
            }
        }
        return sum;
    }

    /** The golden file holds the published formula in float64. */
    @Test
    void scalePaddingAndSmallestRectangleEqualTheGoldenFile() {
        JsonNode cases = GoldenFiles.json("letterbox.json");
        assertThat(cases).hasSizeGreaterThan(10);
        for (JsonNode expected : cases) {
            int width = expected.get("width").asInt();
            int height = expected.get("height").asInt();
            int side = expected.get("imgsz").asInt();
            ByteBuffer pixels = ByteBuffer.allocateDirect(3 * side * side);
            try (DecodedImage white = DecodedImage.filled(width, height, 255)) {

                LetterboxTransform transform = Letterbox.into(white, pixels, 0, side, side);

                assertThat(transform)
                        .isEqualTo(new LetterboxTransform(
                                expected.get("scale").floatValue(),
                                expected.get("padX").floatValue(),
                                expected.get("padY").floatValue(),
                                width,
                                height));
            }
            int left = expected.get("padX").asInt();
            int top = expected.get("padY").asInt();
            int scaledWidth = expected.get("scaledWidth").asInt();
            int scaledHeight = expected.get("scaledHeight").asInt();
            for (int place = 0; place < 3 * side * side; place++) {
                int x = place % side - left;
                int y = place / side % side - top;
                boolean image = x >= 0 && x < scaledWidth && y >= 0 && y < scaledHeight;
                if ((pixels.get(place) & 0xff) != (image ? 255 : Letterbox.GREY)) {
                    throw new AssertionError("pixel (%d, %d) of %s".formatted(x + left, y + top, expected));
                }
            }
            JsonNode shape = expected.get("smallestShape");
            assertThat(Letterbox.smallestShape(width, height, side, 32))
                    .as("smallest rectangle of %d x %d", width, height)
                    .containsExactly(shape.get(0).asInt(), shape.get(1).asInt());
        }
    }

    @Test
    void oddRemainderOfPaddingIsAtTheRightAndTheBottom() {
        try (DecodedImage white = DecodedImage.filled(640, 471, 255)) {
            ByteBuffer pixels = ByteBuffer.allocateDirect(3 * 320 * 320);

            LetterboxTransform transform = Letterbox.into(white, pixels, 0, 320, 320);

            assertThat(transform).isEqualTo(new LetterboxTransform(0.5f, 0, 42, 640, 471));
            assertThat(pixels.get(41 * 320) & 0xff).isEqualTo(Letterbox.GREY);
            assertThat(pixels.get(42 * 320) & 0xff).isEqualTo(255);
            assertThat(pixels.get((42 + 235) * 320) & 0xff).isEqualTo(255);
            assertThat(pixels.get((42 + 236) * 320) & 0xff).isEqualTo(Letterbox.GREY);
        }
    }

    @Test
    void planesAreInTheOrderRedGreenBlue() {
        ByteBuffer bgr = ByteBuffer.allocateDirect(12);
        for (int i = 0; i < 4; i++) {
            bgr.put((byte) 10).put((byte) 20).put((byte) 30);
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(16);
        try (DecodedImage image = DecodedImage.copyOfBgr(bgr.flip(), 2, 2, 6)) {

            Letterbox.into(image, pixels, 4, 2, 2);

            byte[] planes = new byte[16];
            pixels.get(0, planes);
            assertThat(planes).containsExactly(0, 0, 0, 0, 30, 30, 30, 30, 20, 20, 20, 20, 10, 10, 10, 10);
        }
    }

    @Test
    void boxIsMappedToTheOriginalImageAndClipped() {
        LetterboxTransform transform = new LetterboxTransform(0.5f, 0, 40, 640, 480);

        Box original = transform.toOriginal(new Box(10, 50, 20, 70));

        assertThat(original).isEqualTo(new Box(20, 20, 40, 60));
        assertThat(transform.toLetterbox(original)).isEqualTo(new Box(10, 50, 20, 70));
        assertThat(transform.toOriginal(new Box(-5, 0, 400, 400))).isEqualTo(new Box(0, 0, 640, 480));
    }

    @Test
    void smallestShapeKeepsTheAspectInMultiplesOfTheStride() {
        assertThat(Letterbox.smallestShape(640, 480, 640, 32)).containsExactly(480, 640);
        assertThat(Letterbox.smallestShape(1920, 1080, 640, 32)).containsExactly(384, 640);
    }

    @Test
    void smallImageIsOnlyPaddedWithoutEnlarging() {
        try (DecodedImage small = DecodedImage.filled(100, 50, 7)) {
            ByteBuffer pixels = ByteBuffer.allocateDirect(3 * 320 * 320);

            LetterboxTransform transform = Letterbox.into(small, pixels, 0, 320, 320, false);

            assertThat(transform.scale()).isCloseTo(1f, within(0f));
            assertThat(transform.padX()).isCloseTo(110f, within(0f));
        }
    }
}
