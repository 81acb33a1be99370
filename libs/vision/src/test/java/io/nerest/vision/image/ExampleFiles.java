package io.nerest.vision.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small image files: those that the JDK can write, and WebP headers composed in this class. */
final class ExampleFiles {
    private ExampleFiles() {}

    /** Encodes random pixels; the format as ImageIO or this class names it: jpg, png, gif, bmp, tiff, webp. */
    static byte[] encoded(String format, int width, int height) {
        if (format.equals("webp")) {
            return webp(width, height, new byte[0]);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("the JDK cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An extended WebP file (RFC 9649, section 2.7) with an EXIF chunk, unless {@code exif} is empty. */
    static byte[] webp(int width, int height, byte[] exif) {
        ByteBuffer file = ByteBuffer.allocate(64 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(0).put(ascii("WEBP"));
        file.put(ascii("VP8X")).putInt(10).putInt(0);
        file.put(uint24(width - 1)).put(uint24(height - 1));
        if (exif.length > 0) {
            file.put(ascii("EXIF")).putInt(exif.length).put(exif);
            if (exif.length % 2 != 0) {
                file.put((byte) 0);
            }
        }
        file.put(ascii("VP8 ")).putInt(4).putInt(0);
        file.putInt(4, file.position() - 8);
        return Arrays.copyOf(file.array(), file.position());
    }

    /** A TIFF structure with the orientation alone, as EXIF blocks hold it. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer block = ByteBuffer.allocate(26).order(order);
        block.put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8);
        block.putShort((short) 1);
        block.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        block.putInt(0);
        return block.array();
    }

    /** The JPEG with an APP1 segment after its start marker. */
    static byte[] withExif(byte[] jpeg, byte[] exif) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 10 + exif.length);
        file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + exif.length));
        file.put(ascii("Exif\0\0")).put(exif).put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    /** Changes one to eight bytes or cuts the file. */
    static byte[] mutated(byte[] file, Random random) {
        byte[] mutant = file.clone();
        int reach = random.nextBoolean() ? Math.min(64, mutant.length) : mutant.length;
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            int at = random.nextInt(reach);
            switch (random.nextInt(3)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                default -> Arrays.fill(mutant, at, Math.min(at + 4, mutant.length), (byte) 0xff);
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] uint24(int value) {
        return new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16)};
    }
}
