package io.nerest.simulator.stream;

import io.nerest.vision.box.LabelledBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A rendered frame and its boxes.
 *
 * @param stream the camera's name
 * @param index number of the frame in the stream, from 0
 * @param capturedAt simulated capture time
 * @param image pixels
 * @param quality JPEG quality, 1 to 100
 * @param truth boxes of the visible fish, of class {@link #FISH}
 * @param swimmers number of each box's fish in its clip: the same on all frames of the clip
 */
public record RenderedFrame(
        String stream,
        int index,
        Instant capturedAt,
        BufferedImage image,
        int quality,
        List<LabelledBox> truth,
        List<Integer> swimmers) {

    /** Class id of fish. */
    public static final int FISH = 0;

    public RenderedFrame {
        truth = List.copyOf(truth);
        swimmers = List.copyOf(swimmers);
    }

    /** Returns the file name: {@code cam-01_f000012.jpg}. */
    public String fileName() {
        return "%s_f%06d.jpg".formatted(stream, index);
    }

    /** Encodes the image as a baseline JPEG; every call returns the same bytes. */
    public byte[] jpeg() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode " + fileName() + " in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
