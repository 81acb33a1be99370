package io.nerest.detector.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"png,PNG", "jpg,JPEG", "bmp,BMP", "gif,GIF", "tiff,TIFF"})
    void eachFormatIsToldByItsBytesAndDecoded(String writer, ImageHeader.Format format) throws IOException {
        byte[] file = TestImages.encoded(writer, flat(new Color(200, 100, 50), BufferedImage.TYPE_3BYTE_BGR));

        ImageHeader header = ImageHeader.read(file);

        assertThat(header).isEqualTo(new ImageHeader(format, 40, 30, 1, false));
        assertPixel(file, new int[] {50, 100, 200}, format == ImageHeader.Format.GIF ? 30 : 4);
    }

    @Test
    void webpIsDecoded() throws IOException {
        try (DecodedImage image = DecodedImage.filled(40, 30, 77)) {
            byte[] file = new byte[0];
            try (var encoded = new org.bytedeco.javacpp.BytePointer()) {
                assertThat(org.bytedeco.opencv.global.opencv_imgcodecs.imencode(".webp", image.mat(), encoded))
                        .isTrue();
                file = new byte[(int) encoded.limit()];
                encoded.get(file);
            }

            assertThat(ImageHeader.read(file)).isEqualTo(new ImageHeader(ImageHeader.Format.WEBP, 40, 30, 1, false));
            assertPixel(file, new int[] {77, 77, 77}, 3);
            byte[] cut = Arrays.copyOf(file, file.length - 5);
            assertRejected(cut, "truncated");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void greySixteenBitAlphaAndBilevelBecomeEightBitBgr(int type) throws IOException {
        assertPixel(TestImages.encoded("png", flat(Color.WHITE, type)), new int[] {255, 255, 255}, 0);
    }

    @Test
    void cmykJpegsAreDecoded() throws IOException {
        byte[] file = cmykJpeg();

        try (DecodedImage image = ImageDecoder.decode(file, ImageLimits.DEFAULT)) {
            assertThat(image.width()).isEqualTo(16);
            assertThat(image.pixel(8, 8)).satisfies(p -> assertThat(p[0]).isCloseTo(p[1], within(20)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,40,30", "2,40,30", "3,40,30", "4,40,30", "5,30,40", "6,30,40", "7,30,40", "8,30,40"})
    void exifOrientationIsApplied(int orientation, int width, int height) throws IOException {
        BufferedImage stored = flat(Color.BLACK, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 10; x++) {
                stored.setRGB(x, y, 0xffffff); // the stored top left corner
            }
        }
        byte[] file = withOrientation(TestImages.encoded("jpg", stored), orientation);

        ImageHeader header = ImageHeader.read(file);

        assertThat(header.orientation()).isEqualTo(orientation);
        assertThat(header.width()).isEqualTo(width);
        assertThat(header.height()).isEqualTo(height);
        boolean right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        try (DecodedImage image = ImageDecoder.decode(file, ImageLimits.DEFAULT)) {
            assertThat(image.width()).isEqualTo(width);
            assertThat(image.height()).isEqualTo(height);
            assertThat(image.pixel(right ? width - 3 : 2, bottom ? height - 3 : 2)[0])
                    .isGreaterThan(200);
            assertThat(image.pixel(right ? 2 : width - 3, bottom ? height - 3 : 2)[0])
                    .isLessThan(60);
            assertThat(image.pixel(right ? width - 3 : 2, bottom ? 2 : height - 3)[0])
                    .isLessThan(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
    void truncatedFilesAreRejectedAndNotPartlyDecoded(String format) {
        byte[] whole = TestImages.encoded(format, TestImages.drawn(200, 150, BufferedImage.TYPE_3BYTE_BGR, 3));

        assertRejected(Arrays.copyOf(whole, whole.length / 2), "truncated");
    }

    @Test
    void pngWithDamagedDataIsRejectedAndNotPartlyDecoded() {
        byte[] png = TestImages.encoded("png", TestImages.drawn(200, 150, BufferedImage.TYPE_3BYTE_BGR, 3));
        png[png.length / 2] ^= 0x55;

        assertRejected(png, "the PNG is damaged");
    }

    @Test
    void otherContentIsRejectedWithAReason() {
        assertRejected(new byte[0], "the file is empty");
        assertRejected("<html>not found</html>".getBytes(StandardCharsets.UTF_8), "its first bytes match none");
        assertRejected(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, "truncated");
    }

    @Test
    void animatedGifIsRejected() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < 2; i++) {
                writer.writeToSequence(
                        new IIOImage(TestImages.drawn(20, 20, BufferedImage.TYPE_BYTE_INDEXED, i), null, null), null);
            }
            writer.endWriteSequence();
        }

        assertRejected(bytes.toByteArray(), "an animated GIF holds several images");
    }

    @Test
    void hugeImageIsRejectedBeforePixelsAreDecoded() {
        byte[] png = TestImages.encoded("png", flat(Color.RED, BufferedImage.TYPE_3BYTE_BGR));
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);

        assertRejected(png, "30000x30000 pixels are too many; an image has at most 50,000,000");
        ByteBuffer.wrap(png).putInt(16, 2_000_000_000);
        assertRejected(png, "too many");
        ByteBuffer.wrap(png).putInt(16, -1);
        assertRejected(png, "-1x30000");
    }

    @Test
    void singlePixelIsRejectedByTheLimits() throws IOException {
        byte[] png = TestImages.encoded("png", new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR));

        assertRejected(png, "1x1 pixels are too few; each side needs at least 2");
        ImageLimits none = new ImageLimits(1000, 1000, 1, 100);
        ImageDecoder.decode(png, none).close();
    }

    @Test
    void fileLongerThanTheLimitIsRejectedWithoutDecoding() throws IOException {
        Path file = folder.resolve("long.jpg");
        Files.write(file, TestImages.jpeg(40, 30, 1));

        assertThatThrownBy(() -> ImageDecoder.decode(file, new ImageLimits(100, 1000, 1, 100)))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("long.jpg")
                .hasMessageContaining("at most 100 are accepted");
        assertThatThrownBy(() -> ImageDecoder.decode(folder.resolve("none.jpg"), ImageLimits.DEFAULT))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aLargeJpegIsDecodedAtAFractionWhereThatIsEnough() throws IOException {
        byte[] file = TestImages.jpeg(403, 301, 1);

        try (DecodedImage half = ImageDecoder.decode(file, ImageLimits.DEFAULT, 200);
                DecodedImage whole = ImageDecoder.decode(file, ImageLimits.DEFAULT, 202)) {
            assertThat(half.width()).isEqualTo(202);
            assertThat(half.height()).isEqualTo(151);
            assertThat(whole.width()).isEqualTo(403);
        }
    }

    private static void assertPixel(byte[] file, int[] bgr, int tolerance) throws IOException {
        try (DecodedImage image = ImageDecoder.decode(file, ImageLimits.DEFAULT)) {
            assertThat(image.width()).isEqualTo(40);
            assertThat(image.height()).isEqualTo(30);
            int[] pixel = image.pixel(20, 15);
            for (int i = 0; i < 3; i++) {
                assertThat(pixel[i]).isCloseTo(bgr[i], within(tolerance));
            }
        }
    }

    private static void assertRejected(byte[] file, String reason) {
        assertThatThrownBy(() -> ImageDecoder.decode(file, ImageLimits.DEFAULT))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(reason);
    }

    private static BufferedImage flat(Color colour, int type) {
        BufferedImage image = new BufferedImage(40, 30, type);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 40, 30);
        graphics.dispose();
        return image;
    }

    /** Inserts an EXIF segment with only the orientation after the start of image. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] app1 = HexFormat.of()
                .parseHex("ffe10022457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001000" + orientation
                        + "0000" + "00000000");
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + app1.length);
        file.put(jpeg, 0, 2).put(app1).put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    /** A JPEG of four components, written by the JDK from a raster with four bands. */
    private static byte[] cmykJpeg() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            var raster = ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_4BYTE_ABGR)
                    .createBufferedImage(16, 16)
                    .getRaster();
            Arrays.fill(((java.awt.image.DataBufferByte) raster.getDataBuffer()).getData(), (byte) 128);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
