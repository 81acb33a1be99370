package io.nerest.detector.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.vision.box.Box;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LetterboxTest {

    @Test
    void letterboxedFramesEqualTheReferencesPixelForPixel() throws IOException {
        Path frames = SharedFiles.require("golden/frames_u8_nchw_rgb.npy");
        Path images = SharedFiles.require("data/fish/images");
        String[] names = new ObjectMapper()
                .readValue(SharedFiles.require("golden/frames.json").toFile(), String[].class);
        byte[] npy = Files.readAllBytes(frames);
        int image = 3 * 320 * 320;
        int header = npy.length - names.length * image;
        ByteBuffer pixels = ByteBuffer.allocateDirect(names.length * image);

        for (int i = 0; i < names.length; i++) {
            try (DecodedImage frame = ImageDecoder.decode(images.resolve(names[i]), ImageLimits.DEFAULT)) {
                Letterbox.into(frame, pixels, i * image, 320, 320);
            }
        }

        byte[] expected = Arrays.copyOfRange(npy, header, npy.length);
        byte[] actual = new byte[pixels.capacity()];
        pixels.get(0, actual);
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void anOddRemainderOfPaddingGoesToTheRightAndTheBottom() {
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
    void planesComeInTheOrderRedGreenBlue() {
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
    void aBoxComesBackToTheOriginalImageAndStaysWithinIt() {
        LetterboxTransform transform = new LetterboxTransform(0.5f, 0, 40, 640, 480);

        Box original = transform.toOriginal(new Box(10, 50, 20, 70));

        assertThat(original).isEqualTo(new Box(20, 20, 40, 60));
        assertThat(transform.toLetterbox(original)).isEqualTo(new Box(10, 50, 20, 70));
        assertThat(transform.toOriginal(new Box(-5, 0, 400, 400))).isEqualTo(new Box(0, 0, 640, 480));
    }

    @Test
    void theSmallestShapeKeepsTheAspectInMultiplesOfTheStride() {
        assertThat(Letterbox.smallestShape(640, 480, 640, 32)).containsExactly(480, 640);
        assertThat(Letterbox.smallestShape(1920, 1080, 640, 32)).containsExactly(384, 640);
    }

    @Test
    void aSmallImageIsOnlyPaddedWhereItMustNotBeEnlarged() {
        try (DecodedImage small = DecodedImage.filled(100, 50, 7)) {
            ByteBuffer pixels = ByteBuffer.allocateDirect(3 * 320 * 320);

            LetterboxTransform transform = Letterbox.into(small, pixels, 0, 320, 320, false);

            assertThat(transform.scale()).isCloseTo(1f, within(0f));
            assertThat(transform.padX()).isCloseTo(110f, within(0f));
        }
    }
}
