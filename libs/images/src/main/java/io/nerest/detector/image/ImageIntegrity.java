package io.nerest.detector.image;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes an image only to find out whether it is complete and undamaged. The file is mapped and large JPEGs and GIFs are
 * decoded at a fraction of their size, so that a check takes little memory of the heap. Other formats take three bytes
 * per pixel outside the heap for the time of the check.
 */
public final class ImageIntegrity {
    private static final int GIF_STEP = 8;

    static {
        OpenCv.load();
    }

    private ImageIntegrity() {}

    /**
     * Checks a file.
     *
     * @return its header
     * @throws ImageRejectedException if it is not an image within the limits, cannot be decoded, or its data is damaged
     */
    public static ImageHeader check(Path file, ImageLimits limits) throws ImageRejectedException {
        return checkAndHash(file, limits).header();
    }

    /**
     * Checks a file, and computes the hash of what it shows.
     *
     * @throws ImageRejectedException if it is not an image within the limits, cannot be decoded, or its data is damaged
     */
    public static HashedImageHeader checkAndHash(Path file, ImageLimits limits) throws ImageRejectedException {
        ImageHeader header = ImageHeader.read(file, limits.maxBytes());
        limits.check(header);
        try {
            long hash = header.format() == ImageHeader.Format.GIF ? readGif(file) : decode(file, header);
            if (header.format() == ImageHeader.Format.JPEG) {
                JpegDamage.check(file);
            }
            return new HashedImageHeader(header, hash);
        } catch (ImageRejectedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ImageRejectedException(
                    "the %s is damaged: its data cannot be decoded; send it again".formatted(header.format()), e);
        }
    }

    private static long decode(Path file, ImageHeader header) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            try (BytePointer bytes = new BytePointer(mapped);
                    Mat pixels = ImageDecoder.opencv(bytes, header, 1)) {
                return PerceptualHash.of(pixels);
            }
        }
    }

    private static long readGif(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(GIF_STEP, GIF_STEP, 0, 0);
            return PerceptualHash.of(reader.read(0, param));
        } finally {
            reader.dispose();
        }
    }
}
