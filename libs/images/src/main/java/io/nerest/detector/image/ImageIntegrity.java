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
        ImageHeader header = ImageHeader.read(file, limits.maxBytes());
        limits.check(header);
        try {
            switch (header.format()) {
                case GIF -> readGif(file);
                case JPEG -> {
                    decode(file, header);
                    JpegDamage.check(file);
                }
                default -> decode(file, header);
            }
        } catch (ImageRejectedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ImageRejectedException(
                    "the %s is damaged: its data cannot be decoded; send it again".formatted(header.format()), e);
        }
        return header;
    }

    private static void decode(Path file, ImageHeader header) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            try (BytePointer bytes = new BytePointer(mapped)) {
                ImageDecoder.opencv(bytes, header, 1).close();
            }
        }
    }

    private static void readGif(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(GIF_STEP, GIF_STEP, 0, 0);
            reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }
}
