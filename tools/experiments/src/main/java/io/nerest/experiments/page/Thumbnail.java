package io.nerest.experiments.page;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/** Thumbnails of frames. */
public final class Thumbnail {
    private Thumbnail() {}

    /**
     * Reads a frame and scales it down. A frame that is small enough keeps its size.
     *
     * @param longest of its sides in pixels
     * @throws ImageRejectedException if it is not an image, or an image beyond the limits
     */
    public static BufferedImage of(Path file, int longest) throws ImageRejectedException {
        try (DecodedImage whole = ImageDecoder.decode(file, ImageLimits.DEFAULT)) {
            double scale = Math.min(1, longest / (double) Math.max(whole.width(), whole.height()));
            int width = Math.max(1, (int) Math.round(whole.width() * scale));
            int height = Math.max(1, (int) Math.round(whole.height() * scale));
            try (DecodedImage small = whole.resized(width, height)) {
                BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
                byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
                try (BytePointer data = small.mat().data()) {
                    data.get(pixels);
                }
                return image;
            }
        }
    }
}
