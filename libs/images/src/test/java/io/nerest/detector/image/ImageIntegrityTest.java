package io.nerest.detector.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files begin and end as undamaged ones do: only decoding finds the damage. */
class ImageIntegrityTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
    void anUndamagedImageIsAccepted(String format) throws IOException {
        ImageHeader header = check(encoded(format, 160, 120));

        assertThat(header.width()).isEqualTo(160);
        assertThat(header.height()).isEqualTo(120);
    }

    @Test
    void anUndamagedProgressiveJpegIsAccepted() throws IOException {
        assertThat(check(jpeg(true)).width()).isEqualTo(160);
    }

    @Test
    void aJpegWithPaddingBeforeItsEndMarkerIsAccepted() throws IOException {
        byte[] whole = jpeg(false);
        byte[] padded = ByteBuffer.allocate(whole.length + 16)
                .put(whole, 0, whole.length - 2)
                .put(new byte[16])
                .put(whole, whole.length - 2, 2)
                .array();

        assertThat(check(padded).width()).isEqualTo(160);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegWhoseCompressedDataIsCutOutIsRejected(boolean progressive) throws IOException {
        byte[] whole = jpeg(progressive);
        int removed = whole.length / 3;
        byte[] damaged = ByteBuffer.allocate(whole.length - removed)
                .put(whole, 0, whole.length - 2 - removed)
                .put(whole, whole.length - 2, 2)
                .array();

        assertRejected(damaged, "the JPEG is damaged");
    }

    @Test
    void aJpegWhoseCompressedDataIsOverwrittenIsRejected() throws IOException {
        byte[] damaged = jpeg(false);
        Random random = new Random(5);
        for (int i = damaged.length / 2; i < damaged.length * 3 / 4; i++) {
            damaged[i] = (byte) random.nextInt(0xff);
        }

        assertRejected(damaged, "the JPEG is damaged");
    }

    @Test
    void aJpegWhoseHeaderDeclaresMoreRowsThanItsDataHasIsRejected() throws IOException {
        byte[] lying = jpeg(false);
        int frame = indexOf(lying, 0xff, 0xc0);
        ByteBuffer.wrap(lying).putShort(frame + 5, (short) 1_200);

        assertRejected(lying, "the JPEG is damaged");
    }

    @Test
    void aPngWhoseDataIsDamagedIsRejectedThoughItsChecksumsAreValid() throws IOException {
        byte[] damaged = encoded("png", 160, 120);
        int data = indexOf(damaged, 'I', 'D', 'A', 'T');
        int length = ByteBuffer.wrap(damaged).getInt(data - 4);
        Arrays.fill(damaged, data + 4 + length / 2, data + 4 + length / 2 + 40, (byte) 0xff);
        sign(damaged, data, length);

        assertRejected(damaged, "the PNG is damaged");
    }

    @Test
    void aPngWhoseHeaderDeclaresMoreRowsThanItsDataHasIsRejected() throws IOException {
        byte[] lying = encoded("png", 160, 120);
        ByteBuffer.wrap(lying).putInt(20, 1_200);
        sign(lying, 12, 13);

        assertRejected(lying, "the PNG is damaged");
    }

    @Test
    void aGifWhoseDataIsDamagedIsRejected() throws IOException {
        byte[] whole = encoded("gif", 160, 120);
        byte[] lying = whole.clone();
        int frame = indexOf(lying, 0x2c, 0, 0, 0, 0);
        lying[frame + 7] = 0;
        lying[frame + 8] = 0x40;

        assertRejected(lying, "GIF");
    }

    @Test
    void theCheckOfALongFileTakesLittleHeap() throws IOException {
        byte[] bmp = encoded("bmp", 3_200, 3_100);
        Path file = Files.write(folder.resolve("long.bmp"), bmp);
        ImageIntegrity.check(file, ImageLimits.DEFAULT);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        ImageIntegrity.check(file, ImageLimits.DEFAULT);

        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .as("bytes of heap for a file of %d bytes", bmp.length)
                .isLessThan(1 << 20);
    }

    private ImageHeader check(byte[] image) throws IOException {
        return ImageIntegrity.check(Files.write(folder.resolve("image"), image), ImageLimits.DEFAULT);
    }

    private void assertRejected(byte[] image, String reason) {
        assertThatThrownBy(() -> check(image))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(reason);
    }

    private static void sign(byte[] png, int type, int length) {
        CRC32 crc = new CRC32();
        crc.update(png, type, 4 + length);
        ByteBuffer.wrap(png).putInt(type + 4 + length, (int) crc.getValue());
    }

    private static int indexOf(byte[] bytes, int... wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            int at = i;
            if (java.util.stream.IntStream.range(0, wanted.length).allMatch(k -> (bytes[at + k] & 0xff) == wanted[k])) {
                return i;
            }
        }
        throw new AssertionError("the file does not contain " + Arrays.toString(wanted));
    }

    private static BufferedImage drawn(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillOval(random.nextInt(width), random.nextInt(height), 12, 7);
        }
        pen.dispose();
        return image;
    }

    private static byte[] encoded(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(drawn(width, height), format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] jpeg(boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(drawn(160, 120), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
