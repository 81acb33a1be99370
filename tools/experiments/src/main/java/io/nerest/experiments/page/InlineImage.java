package io.nerest.experiments.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images as {@code data:} URLs (RFC 2397), so that a page needs no other files. */
public final class InlineImage {
    private InlineImage() {}

    public static String png(Path file) throws IOException {
        return address("image/png", Files.readAllBytes(file));
    }

    public static String jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return address("image/jpeg", bytes.toByteArray());
    }

    private static String address(String type, byte[] content) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(content);
    }
}
