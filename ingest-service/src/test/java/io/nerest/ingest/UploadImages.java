package io.nerest.ingest;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures, good and bad; no two good ones are alike. */
final class UploadImages {
    private static final AtomicInteger NEXT = new AtomicInteger((int) (System.nanoTime() & 0x3fffffff));

    private UploadImages() {}

    static byte[] jpeg(int width, int height) {
        return encoded(painted(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    static byte[] grey() {
        return encoded(painted(64, 48, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    }

    static byte[] sixteenBitPng() {
        return encoded(painted(64, 48, BufferedImage.TYPE_USHORT_GRAY), "png");
    }

    private static BufferedImage painted(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D pen = picture.createGraphics();
        int number = NEXT.incrementAndGet();
        for (int bit = 0; bit < 24; bit++) {
            pen.setColor((number >> bit & 1) == 1 ? Color.WHITE : Color.DARK_GRAY);
            pen.fillRect(bit * width / 24, 0, width / 24 + 1, height);
        }
        pen.dispose();
        return picture;
    }

    private static byte[] encoded(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] truncatedJpeg() {
        byte[] whole = jpeg(320, 240);
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** A PNG whose header says 30,000 x 30,000, with next to no data behind it. */
    static byte[] hugePng() {
        ByteBuffer png = ByteBuffer.allocate(8 + 25 + 14 + 12);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(30_000)
                .putInt(30_000)
                .put(new byte[] {8, 2, 0, 0, 0});
        chunk(png, header.array());
        chunk(png, new byte[] {'I', 'D', 'A', 'T', 0x78, (byte) 0x9c});
        chunk(png, "IEND".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return png.array();
    }

    private static void chunk(ByteBuffer png, byte[] typeAndData) {
        CRC32 crc = new CRC32();
        crc.update(typeAndData);
        png.putInt(typeAndData.length - 4).put(typeAndData).putInt((int) crc.getValue());
    }

    /** A GIF of two frames of 2 x 2. */
    static byte[] animatedGif() {
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        gif.writeBytes("GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        gif.writeBytes(new byte[] {4, 0, 4, 0, (byte) 0x80, 0, 0, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255});
        for (int frame = 0; frame < 2; frame++) {
            gif.writeBytes(new byte[] {0x2c, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2, 3, (byte) 0x84, 0x51, 0, 0});
        }
        gif.write(0x3b);
        return gif.toByteArray();
    }

    /** A JPEG of 48 x 64 as seen, whose pixels lie on their side: 64 x 48 with EXIF orientation 6. */
    static byte[] turnedJpeg() {
        byte[] plain = jpeg(64, 48);
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        return ByteBuffer.allocate(plain.length + exif.length)
                .put(plain, 0, 2)
                .put(exif)
                .put(plain, 2, plain.length - 2)
                .array();
    }
}
