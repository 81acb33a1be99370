package io.nerest.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Valid and invalid images. No two valid images have the same content. */
public final class UploadedImages {
    private static final AtomicInteger NEXT = new AtomicInteger((int) (System.nanoTime() & 0x3fffffff));

    private UploadedImages() {}

    public static byte[] jpeg(int width, int height) {
        return encoded(painted(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    public static byte[] grey() {
        return encoded(painted(64, 48, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    }

    public static byte[] sixteenBitPng() {
        return encoded(painted(64, 48, BufferedImage.TYPE_USHORT_GRAY), "png");
    }

    /** A JPEG of four components, as programs for print write them. */
    public static byte[] cmykJpeg() {
        BufferedImage image = painted(64, 48, BufferedImage.TYPE_4BYTE_ABGR);
        return written("jpeg", new IIOImage(image.getRaster(), null, null), param -> {});
    }

    public static byte[] progressiveJpeg() {
        return written(
                "jpeg",
                new IIOImage(painted(64, 48, BufferedImage.TYPE_INT_RGB), null, null),
                param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    /** A PNG of the colours 0 to 255 of a palette. */
    public static byte[] palettePng() {
        return encoded(painted(64, 48, BufferedImage.TYPE_BYTE_INDEXED), "png");
    }

    public static byte[] transparentPng() {
        return encoded(painted(64, 48, BufferedImage.TYPE_4BYTE_ABGR), "png");
    }

    private static byte[] written(String format, IIOImage image, Consumer<ImageWriteParam> settings) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            settings.accept(param);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A scene of many grey values, whose detail depends on the seed. */
    public static byte[] scene(long seed, int width, int height, String format) {
        Random random = new Random(seed);
        BufferedImage small = new BufferedImage(16, 9, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 16; x++) {
                small.setRGB(x, y, 0x010101 * random.nextInt(256));
            }
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.drawImage(small, 0, 0, width, height, null);
        pen.dispose();
        return encoded(image, format);
    }

    private static BufferedImage painted(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D pen = image.createGraphics();
        int number = NEXT.incrementAndGet();
        for (int bit = 0; bit < 24; bit++) {
            pen.setColor((number >> bit & 1) == 1 ? Color.WHITE : Color.DARK_GRAY);
            pen.fillRect(bit * width / 24, 0, width / 24 + 1, height);
        }
        pen.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] truncatedJpeg() {
        byte[] whole = jpeg(320, 240);
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** A JPEG that begins and ends correctly, without the last third of its compressed data. */
    public static byte[] damagedJpeg() {
        byte[] whole = jpeg(320, 240);
        int removed = whole.length / 3;
        return ByteBuffer.allocate(whole.length - removed)
                .put(whole, 0, whole.length - 2 - removed)
                .put(whole, whole.length - 2, 2)
                .array();
    }

    /** A BMP of about {@code megabytes} million bytes. */
    public static byte[] longBmp(int megabytes) {
        return encoded(painted(1_000, megabytes * 1_000 / 3, BufferedImage.TYPE_3BYTE_BGR), "bmp");
    }

    /** A PNG with a header of 30,000 x 30,000 pixels and almost no data. */
    public static byte[] oversizedPng() {
        ByteBuffer png = ByteBuffer.allocate(8 + 25 + 14 + 12);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(US_ASCII)).putInt(30_000).putInt(30_000).put(new byte[] {8, 2, 0, 0, 0});
        chunk(png, header.array());
        chunk(png, new byte[] {'I', 'D', 'A', 'T', 0x78, (byte) 0x9c});
        chunk(png, "IEND".getBytes(US_ASCII));
        return png.array();
    }

    private static void chunk(ByteBuffer png, byte[] typeAndData) {
        CRC32 crc = new CRC32();
        crc.update(typeAndData);
        png.putInt(typeAndData.length - 4).put(typeAndData).putInt((int) crc.getValue());
    }

    /** A GIF of two frames of 2 x 2. */
    public static byte[] animatedGif() {
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        gif.writeBytes("GIF89a".getBytes(US_ASCII));
        gif.writeBytes(new byte[] {4, 0, 4, 0, (byte) 0x80, 0, 0, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255});
        for (int frame = 0; frame < 2; frame++) {
            gif.writeBytes(new byte[] {0x2c, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2, 3, (byte) 0x84, 0x51, 0, 0});
        }
        gif.write(0x3b);
        return gif.toByteArray();
    }

    /** A JPEG with 64 x 48 stored pixels and EXIF orientation 6, displayed as 48 x 64. */
    public static byte[] rotatedJpeg() {
        byte[] plain = jpeg(64, 48);
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                        + "00000000");
        return ByteBuffer.allocate(plain.length + exif.length)
                .put(plain, 0, 2)
                .put(exif)
                .put(plain, 2, plain.length - 2)
                .array();
    }
}
