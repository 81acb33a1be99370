package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.startsWith;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Format and size of an image file, read without decoding pixels. Reading also checks that the file is complete. The first
 * bytes decide the format, not the file's name.
 *
 * @param format the container
 * @param width in pixels after the EXIF orientation is applied
 * @param height in pixels after the EXIF orientation is applied
 * @param orientation EXIF orientation, 1 to 8; 1 if the file has none
 * @param animated whether the file holds more than one frame (GIF, WebP, PNG)
 */
public record ImageHeader(Format format, int width, int height, int orientation, boolean animated) {

    private static final String ACCEPTED = "JPEG, PNG, WebP, TIFF, BMP or GIF";

    /** The accepted containers. */
    public enum Format {
        JPEG,
        PNG,
        GIF,
        BMP,
        WEBP,
        TIFF
    }

    /**
     * Reads a file of at most {@code maxBytes} bytes.
     *
     * @throws ImageRejectedException if the file is longer, unreadable, incomplete, or not an image of a known format
     */
    public static ImageHeader read(Path file, long maxBytes) throws ImageRejectedException {
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new ImageRejectedException(
                        "the file has %,d bytes; at most %,d are accepted".formatted(size, maxBytes));
            }
            try (FileChannel channel = FileChannel.open(file)) {
                // Mapped, so that a long file takes no memory of the heap.
                return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
            }
        } catch (ImageRejectedException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageRejectedException(ImageRejectedException.reason(file, e), e);
        }
    }

    /**
     * Reads the bytes of a whole file.
     *
     * @throws ImageRejectedException if the bytes are not an image of a known format, or are incomplete
     */
    public static ImageHeader read(byte[] file) throws ImageRejectedException {
        return read(ByteBuffer.wrap(file));
    }

    private static ImageHeader read(ByteBuffer file) throws ImageRejectedException {
        try {
            return parse(file);
        } catch (IndexOutOfBoundsException e) {
            throw new ImageRejectedException("the file is truncated: its header ends early", e);
        }
    }

    private static ImageHeader parse(ByteBuffer b) throws ImageRejectedException {
        if (b.limit() == 0) {
            throw new ImageRejectedException("the file is empty");
        }
        if (startsWith(b, 0, 0xff, 0xd8, 0xff)) {
            return JpegHeader.read(b);
        }
        if (startsWith(b, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PngHeader.read(b);
        }
        if (startsWith(b, 0, 'G', 'I', 'F', '8')) {
            return GifHeader.read(b);
        }
        if (startsWith(b, 0, 'R', 'I', 'F', 'F') && startsWith(b, 8, 'W', 'E', 'B', 'P')) {
            return WebpHeader.read(b);
        }
        if (startsWith(b, 0, 'I', 'I', 42, 0) || startsWith(b, 0, 'M', 'M', 0, 42)) {
            return TiffHeader.read(b);
        }
        if (startsWith(b, 0, 'B', 'M')) {
            return BmpHeader.read(b);
        }
        throw new ImageRejectedException(UnsupportedFormat.of(b)
                .map(name -> name + " are not supported; send " + ACCEPTED)
                .orElse("the file is not an image of a known format: its first bytes match none; send " + ACCEPTED));
    }

    static ImageHeader of(Format format, int width, int height, int orientation, boolean animated)
            throws ImageRejectedException {
        if (width <= 0 || height <= 0) {
            throw new ImageRejectedException("the %s declares %dx%d pixels".formatted(format, width, height));
        }
        boolean turned = orientation >= 5;
        return new ImageHeader(format, turned ? height : width, turned ? width : height, orientation, animated);
    }
}
