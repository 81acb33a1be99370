package io.nerest.detection.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures made on the spot. */
public final class TestPictures {
    private TestPictures() {}

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

    public static byte[] jpeg(int width, int height, long seed) {
        return encoded("jpg", drawn(width, height, BufferedImage.TYPE_3BYTE_BGR, seed));
    }
}
