package io.nerest.simulator.stream;

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
 * A frame of a stream that does not exist, and what is on it.
 *
 * @param stream the camera's name
 * @param index the frame's number in the stream, from 0
 * @param capturedAt when the camera says it took it
 * @param picture its pixels
 * @param quality JPEG quality at which the camera sends it, 1 to 100
 * @param truth the fish to be seen
 */
public record RenderedFrame(
        String stream, int index, Instant capturedAt, BufferedImage picture, int quality, List<FishBox> truth) {

    public RenderedFrame {
        truth = List.copyOf(truth);
    }

    /** The file name a camera gives the frame: {@code cam-01_f000012.jpg}. */
    public String fileName() {
        return "%s_f%06d.jpg".formatted(stream, index);
    }

    /** The picture as the camera sends it: a baseline JPEG, the same bytes every time. */
    public byte[] jpeg() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode " + fileName() + " in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
