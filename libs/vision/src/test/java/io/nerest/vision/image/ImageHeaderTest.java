package io.nerest.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.vision.image.ImageHeader.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ImageHeaderTest {
    private static final int MUTANTS = 2_000;

    @ParameterizedTest
    @CsvSource({"jpg,JPEG", "png,PNG", "gif,GIF", "bmp,BMP", "tiff,TIFF", "webp,WEBP"})
    void readsFormatAndSize(String encoding, Format format) throws ImageRejectedException {
        ImageHeader header = ImageHeader.read(ExampleFiles.encoded(encoding, 37, 21));

        assertThat(header).isEqualTo(new ImageHeader(format, 37, 21, 1, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tiff", "webp"})
    void everyTruncatedFileIsRejected(String encoding) {
        byte[] whole = ExampleFiles.encoded(encoding, 16, 8);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            // The JDK writes the TIFF directory last, and pads some files by a byte that carries no information.
            boolean complete = isPaddingOnly(whole, length);
            if (!complete) {
                assertThatThrownBy(() -> ImageHeader.read(cut))
                        .as("%s cut to %d of %d bytes", encoding, length, whole.length)
                        .isInstanceOf(ImageRejectedException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tiff", "webp"})
    void mutatedFilesAreReadOrRejectedAndNothingElse(String encoding) {
        byte[] whole = ExampleFiles.encoded(encoding, 24, 18);
        Random random = new Random(20_240_601);
        int rejected = 0;

        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = ExampleFiles.mutated(whole, random);
            try {
                ImageHeader header = ImageHeader.read(mutant);
                assertThat(header.width()).isPositive();
                assertThat(header.height()).isPositive();
                assertThat(header.orientation()).isBetween(1, 8);
            } catch (ImageRejectedException e) {
                assertThat(e).hasMessageMatching("(?s).{15,}");
                rejected++;
            }
        }

        assertThat(rejected).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1,37,21", "3,37,21", "5,21,37", "6,21,37", "8,21,37", "9,37,21", "0,37,21"})
    void sizeIsThatAfterTheExifOrientation(int orientation, int width, int height) throws ImageRejectedException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] exif = ExampleFiles.exif(orientation, order);
            ImageHeader jpeg = ImageHeader.read(ExampleFiles.withExif(ExampleFiles.encoded("jpg", 37, 21), exif));
            ImageHeader webp = ImageHeader.read(ExampleFiles.webp(37, 21, exif));

            assertThat(jpeg).extracting(ImageHeader::width, ImageHeader::height).containsExactly(width, height);
            assertThat(webp).extracting(ImageHeader::width, ImageHeader::height).containsExactly(width, height);
        }
    }

    @Test
    void damagedExifDoesNotRejectTheImage() throws ImageRejectedException {
        byte[] jpeg = ExampleFiles.encoded("jpg", 37, 21);
        byte[] exif = ExampleFiles.exif(6, ByteOrder.BIG_ENDIAN);
        ByteBuffer.wrap(exif).putInt(4, 0x7fffffff);

        assertThat(ImageHeader.read(ExampleFiles.withExif(jpeg, exif)).orientation())
                .isEqualTo(1);
    }

    @Test
    void pngThatDeclaresHugeSidesIsReadAndRejectedByTheLimits() throws ImageRejectedException {
        byte[] png = ExampleFiles.encoded("png", 4, 4);
        ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);

        ImageHeader header = ImageHeader.read(png);

        assertThatThrownBy(() -> ImageLimits.DEFAULT.check(header))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("2000000000x2000000000");
    }

    @Test
    void negativeAndZeroSidesAreRejected() {
        byte[] png = ExampleFiles.encoded("png", 4, 4);
        ByteBuffer.wrap(png).putInt(16, -1);
        byte[] bmp = ExampleFiles.encoded("bmp", 4, 4);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, Integer.MIN_VALUE);

        assertThatThrownBy(() -> ImageHeader.read(png)).isInstanceOf(ImageRejectedException.class);
        assertThatThrownBy(() -> ImageHeader.read(bmp)).isInstanceOf(ImageRejectedException.class);
    }

    @Test
    void bmpThatDeclaresMorePixelsThanItHoldsIsTruncated() {
        byte[] bmp = ExampleFiles.encoded("bmp", 4, 4);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 20_000).putInt(22, -20_000);

        assertThatThrownBy(() -> ImageHeader.read(bmp)).hasMessageContaining("truncated");
    }

    @Test
    void webpOfSixteenMillionPixelsASideIsReadFromItsHeaderAlone() throws ImageRejectedException {
        ImageHeader header = ImageHeader.read(ExampleFiles.webp(1 << 24, 1 << 24, new byte[0]));

        assertThat(header.width()).isEqualTo(1 << 24);
        assertThatThrownBy(() -> ImageLimits.DEFAULT.check(header)).hasMessageContaining("too many");
    }

    @Test
    void contentDecidesTheFormatNotTheName(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("image.jpg"), ExampleFiles.encoded("png", 5, 6));

        assertThat(ImageHeader.read(file, 10_000).format()).isEqualTo(Format.PNG);
    }

    @Test
    void fileLongerThanTheLimitIsRejectedUnread(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("image.png"), new byte[2_000]);

        assertThatThrownBy(() -> ImageHeader.read(file, 1_000)).hasMessageContaining("at most");
        assertThatThrownBy(() -> ImageHeader.read(folder.resolve("absent.png"), 1_000))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("absent.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "BM", "RIFFxxxxWEBP", "II*\0"})
    void otherContentIsRejected(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ImageHeader.read(bytes)).isInstanceOf(ImageRejectedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0000001c667479706176696600000000617669666d696631, AVIF images are not supported",
        "00000018667479706d6966310000000061766966,         AVIF images are not supported",
        "0000001866747970686569630000000068656963,         HEIC images are not supported",
        "00000018667479706d696631000000006d696631,         HEIC images are not supported",
        "0000000c6a5020200d0a870a00000014667479706a703220, JPEG 2000 images are not supported",
        "ff4fff51002f0000,                                 JPEG 2000 images are not supported",
        "0000000c4a584c200d0a870a,                         JPEG XL images are not supported",
        "000000186674797069736f6d0000000069736f6d,         videos are not supported"
    })
    void anImageOfAnUnsupportedFormatIsRejectedByItsName(String hex, String reason) {
        assertThatThrownBy(() -> ImageHeader.read(java.util.HexFormat.of().parseHex(hex)))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("send JPEG, PNG, WebP, TIFF, BMP or GIF");
    }

    @Test
    void aJpegWithThousandsOfScansIsRejectedBeforeItIsDecoded() {
        byte[] jpeg = ExampleFiles.encoded("jpg", 37, 21);
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
        ByteBuffer many = ByteBuffer.allocate(jpeg.length + 1_000 * scan.length);
        many.put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 1_000; i++) {
            many.put(scan);
        }
        many.put(jpeg, jpeg.length - 2, 2);

        assertThatThrownBy(() -> ImageHeader.read(many.array())).hasMessageContaining("more than 100 scans");
    }

    /** Whether what is cut off after {@code length} is at most one zero byte of padding. */
    private static boolean isPaddingOnly(byte[] whole, int length) {
        return length == whole.length - 1 && whole[length] == 0;
    }
}
