package io.nerest.detector.image;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes an image file. Every colour format (grey, CMYK, 16 bits, alpha) becomes 8-bit BGR, and the EXIF orientation is
 * applied. Files are untrusted: the header is checked against the limits before pixels are decoded, and every problem is
 * reported as {@link ImageRejectedException}.
 */
public final class ImageDecoder {

    static {
        OpenCv.load();
    }

    private ImageDecoder() {}

    public static DecodedImage decode(Path file, ImageLimits limits) throws ImageRejectedException {
        return decode(file, limits, Integer.MAX_VALUE);
    }

    /** Like {@link #decode(byte[], ImageLimits, int)}; the message of an exception starts with the file's name. */
    public static DecodedImage decode(Path file, ImageLimits limits, int enough) throws ImageRejectedException {
        try {
            limits.checkLength(Files.size(file));
            return decode(Files.readAllBytes(file), limits, enough);
        } catch (ImageRejectedException e) {
            throw new ImageRejectedException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ImageRejectedException(file + ": " + ImageRejectedException.reason(file, e), e);
        }
    }

    public static DecodedImage decode(byte[] file, ImageLimits limits) throws ImageRejectedException {
        return decode(file, limits, Integer.MAX_VALUE);
    }

    /**
     * Decodes the bytes of a file, at a reduced size if that is sufficient.
     *
     * @param enough a JPEG whose longer side is at least twice, four, or eight times this many pixels is decoded at a half,
     *     a quarter, or an eighth of its size, which takes a fraction of the time; {@link Integer#MAX_VALUE} for never
     * @throws ImageRejectedException if the bytes are not a complete image within the limits
     */
    public static DecodedImage decode(byte[] file, ImageLimits limits, int enough) throws ImageRejectedException {
        limits.checkLength(file.length);
        ImageHeader header = ImageHeader.read(file);
        limits.check(header);
        try {
            if (header.format() == ImageHeader.Format.GIF) {
                return gif(file, header);
            }
            try (BytePointer bytes = new BytePointer(file)) {
                return upright(opencv(bytes, header, enough), header.orientation());
            }
        } catch (ImageRejectedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ImageRejectedException(
                    "the %s is damaged: its data cannot be decoded".formatted(header.format()), e);
        }
    }

    /** Decodes pixels as they are stored: the EXIF orientation is not applied. */
    static Mat opencv(BytePointer file, ImageHeader header, int enough) throws ImageRejectedException {
        int divisor = 1;
        if (header.format() == ImageHeader.Format.JPEG) {
            long longer = Math.max(header.width(), header.height());
            divisor = longer >= 8L * enough ? 8 : longer >= 4L * enough ? 4 : longer >= 2L * enough ? 2 : 1;
        }
        int mode = switch (divisor) {
            case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
            case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
            case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
            default -> opencv_imgcodecs.IMREAD_COLOR;
        };
        Mat pixels;
        try (Mat encoded = new Mat(1, Math.toIntExact(file.limit()), opencv_core.CV_8UC1, file)) {
            pixels = opencv_imgcodecs.imdecode(encoded, mode | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION);
        }
        boolean turned = header.orientation() >= 5;
        int width = ((turned ? header.height() : header.width()) + divisor - 1) / divisor;
        int height = ((turned ? header.width() : header.height()) + divisor - 1) / divisor;
        if (pixels.cols() != width || pixels.rows() != height || pixels.type() != opencv_core.CV_8UC3) {
            String found = "%dx%d".formatted(pixels.cols(), pixels.rows());
            pixels.close();
            throw new ImageRejectedException(
                    found.equals("0x0")
                            ? "the %s is damaged, or of a kind that the decoder does not support"
                                    .formatted(header.format())
                            : "the %s is damaged: its header declares %dx%d, its data %s"
                                    .formatted(header.format(), width, height, found));
        }
        return pixels;
    }

    /** Applies EXIF orientation 1 to 8. Not left to OpenCV, so that the size equals the header's in all formats. */
    private static DecodedImage upright(Mat stored, int orientation) {
        if (orientation == 1) {
            return new DecodedImage(stored);
        }
        Mat seen = new Mat();
        try (stored) {
            switch (orientation) {
                case 2 -> opencv_core.flip(stored, seen, 1);
                case 3 -> opencv_core.rotate(stored, seen, opencv_core.ROTATE_180);
                case 4 -> opencv_core.flip(stored, seen, 0);
                case 5 -> opencv_core.transpose(stored, seen);
                case 6 -> opencv_core.rotate(stored, seen, opencv_core.ROTATE_90_CLOCKWISE);
                case 7 -> {
                    try (Mat transposed = new Mat()) {
                        opencv_core.transpose(stored, transposed);
                        opencv_core.rotate(transposed, seen, opencv_core.ROTATE_180);
                    }
                }
                case 8 -> opencv_core.rotate(stored, seen, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
                default -> throw new IllegalArgumentException("EXIF orientation " + orientation);
            }
        }
        return new DecodedImage(seen);
    }

    /** This build of OpenCV has no GIF decoder. The JDK's is written in Java, so a hostile file cannot corrupt memory. */
    private static DecodedImage gif(byte[] file, ImageHeader header) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
                throw new ImageRejectedException("the GIF is damaged: its sizes contradict each other");
            }
            BufferedImage frame = reader.read(0);
            BufferedImage bgr = new BufferedImage(header.width(), header.height(), BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = bgr.createGraphics();
            graphics.drawImage(frame, 0, 0, null);
            graphics.dispose();
            byte[] pixels = ((DataBufferByte) bgr.getRaster().getDataBuffer()).getData();
            Mat mat = new Mat(header.height(), header.width(), opencv_core.CV_8UC3);
            mat.data().put(pixels);
            return new DecodedImage(mat);
        } finally {
            reader.dispose();
        }
    }
}
