package io.nerest.detector.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Encodes images. */
public final class ImageEncoder {

    private ImageEncoder() {}

    /**
     * Encodes as JPEG.
     *
     * @param quality 1 to 100
     */
    public static byte[] jpeg(DecodedImage image, int quality) {
        return encode(image, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    public static byte[] png(DecodedImage image) {
        return encode(image, ".png", opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 3);
    }

    /** Writes a PNG if the name ends in {@code .png}, else a JPEG of quality 92. */
    public static void write(DecodedImage image, Path file) throws IOException {
        boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        Files.write(file, png ? png(image) : jpeg(image, 92));
    }

    private static byte[] encode(DecodedImage image, String suffix, int option, int value) {
        try (BytePointer encoded = new BytePointer();
                IntPointer options = new IntPointer(option, value)) {
            if (!opencv_imgcodecs.imencode(suffix, image.mat(), encoded, options)) {
                throw new IllegalStateException("an image of %dx%d could not be encoded as %s"
                        .formatted(image.width(), image.height(), suffix));
            }
            byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(bytes);
            return bytes;
        }
    }
}
