package io.nerest.detector.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Generated images. */
public final class TestImages {
    private TestImages() {}

    /** Coloured rectangles on a coloured ground, the same for the same seed. */
    public static BufferedImage drawn(int width, int height, int type, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            int x = i == 0 ? 0 : random.nextInt(width);
            int y = i == 0 ? 0 : random.nextInt(height);
            graphics.fillRect(x, y, i == 0 ? width : width / 3 + 1, i == 0 ? height : height / 3 + 1);
        }
        graphics.dispose();
        return image;
    }

    public static byte[] encoded(String format, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("the JDK cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A batch of drawn images as uint8 RGB [batch, 3, height, width] in a direct buffer. */
    public static ByteBuffer planes(int batch, int height, int width, long seed) {
        ByteBuffer planes = ByteBuffer.allocateDirect(batch * 3 * height * width);
        for (int i = 0; i < batch; i++) {
            BufferedImage image = drawn(width, height, BufferedImage.TYPE_3BYTE_BGR, seed + i);
            for (int shift = 16; shift >= 0; shift -= 8) {
                for (int pixel = 0; pixel < height * width; pixel++) {
                    planes.put((byte) (image.getRGB(pixel % width, pixel / width) >>> shift));
                }
            }
        }
        return planes.flip();
    }

    /** A drawn image as the detector takes it. */
    public static DecodedImage decoded(int width, int height, long seed) {
        BufferedImage image = drawn(width, height, BufferedImage.TYPE_3BYTE_BGR, seed);
        ByteBuffer bgr = ByteBuffer.allocateDirect(3 * width * height);
        for (int pixel = 0; pixel < height * width; pixel++) {
            int rgb = image.getRGB(pixel % width, pixel / width);
            bgr.put((byte) rgb).put((byte) (rgb >>> 8)).put((byte) (rgb >>> 16));
        }
        return DecodedImage.copyOfBgr(bgr.flip(), width, height, 3 * width);
    }

    public static byte[] jpeg(int width, int height, long seed) {
        return encoded("jpg", drawn(width, height, BufferedImage.TYPE_3BYTE_BGR, seed));
    }

    /** Changes or cuts bytes at a few positions, mostly in headers. */
    public static byte[] mutate(byte[] whole, Random random) {
        byte[] mutant = whole.clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(200, mutant.length) : mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 3 -> {
                    int length = Math.min(4, mutant.length - at);
                    for (int i = 0; i < length; i++) {
                        mutant[at + i] = (byte) 0xff;
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        mutant = Arrays.copyOf(mutant, Math.max(1, at));
                    }
                }
            }
        }
        return mutant;
    }
}
