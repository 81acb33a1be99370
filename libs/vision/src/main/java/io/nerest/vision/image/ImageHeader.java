package io.nerest.vision.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a picture file says of itself, read by the JDK alone without decoding a pixel, and whether the file is there to its
 * end. The format is told by the first bytes, never by the file's name.
 *
 * @param format the container
 * @param width in pixels as seen, that is after the EXIF orientation is applied
 * @param height in pixels as seen
 * @param orientation EXIF's 1 to 8; 1 where nothing is said (JPEG, PNG, WebP, TIFF say it)
 * @param animated holds more than one frame (GIF, WebP, PNG)
 */
public record ImageHeader(Format format, int width, int height, int orientation, boolean animated) {

    /** The containers that are taken. */
    public enum Format {
        JPEG,
        PNG,
        GIF,
        BMP,
        WEBP,
        TIFF
    }

    /** Reads the file's bytes, at most {@code maxBytes}. */
    public static ImageHeader read(Path file, long maxBytes) throws ImageRejectedException {
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new ImageRejectedException(
                        "the file has %,d bytes; at most %,d are taken".formatted(size, maxBytes));
            }
            return read(Files.readAllBytes(file));
        } catch (ImageRejectedException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageRejectedException("the file cannot be read: " + e, e);
        }
    }

    /**
     * Reads the bytes of a whole file.
     *
     * @throws ImageRejectedException where the bytes are no picture of a known format, or end before the picture does
     */
    public static ImageHeader read(byte[] file) throws ImageRejectedException {
        try {
            return parse(ByteBuffer.wrap(file));
        } catch (IndexOutOfBoundsException e) {
            throw new ImageRejectedException("the file is truncated: its header ends early", e);
        }
    }

    private static ImageHeader parse(ByteBuffer b) throws ImageRejectedException {
        if (b.limit() == 0) {
            throw new ImageRejectedException("the file is empty");
        }
        if (startsWith(b, 0, 0xff, 0xd8, 0xff)) {
            return new Jpeg(b).read();
        }
        if (startsWith(b, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return png(b);
        }
        if (startsWith(b, 0, 'G', 'I', 'F', '8')) {
            return gif(b);
        }
        if (startsWith(b, 0, 'R', 'I', 'F', 'F') && startsWith(b, 8, 'W', 'E', 'B', 'P')) {
            return webp(b);
        }
        if (startsWith(b, 0, 'I', 'I', 42, 0) || startsWith(b, 0, 'M', 'M', 0, 42)) {
            return tiff(b);
        }
        if (startsWith(b, 0, 'B', 'M')) {
            return bmp(b);
        }
        throw new ImageRejectedException(
                "the file is no JPEG, PNG, GIF, BMP, WebP, or TIFF: its first bytes are those of no picture");
    }

    private static ImageHeader of(Format format, int width, int height, int orientation, boolean animated)
            throws ImageRejectedException {
        if (width <= 0 || height <= 0) {
            throw new ImageRejectedException("the %s says that it is %dx%d pixels".formatted(format, width, height));
        }
        boolean turned = orientation >= 5;
        return new ImageHeader(format, turned ? height : width, turned ? width : height, orientation, animated);
    }

    /** ITU-T T.81: marker segments up to SOS, entropy-coded data up to the next marker, and so on to EOI. */
    private static final class Jpeg {
        private final ByteBuffer b;
        private int width;
        private int height;
        private int orientation = 1;
        private boolean scanned;

        Jpeg(ByteBuffer b) {
            this.b = b;
        }

        ImageHeader read() throws ImageRejectedException {
            int at = 2;
            while (true) {
                at = nextMarker(at);
                if (at < 0) {
                    throw truncated(Format.JPEG, "it has no end marker");
                }
                int marker = u8(b, at);
                at++;
                if (marker == 0xd9) {
                    break;
                }
                if (marker == 0xd8 || marker == 1) {
                    continue;
                }
                int length = u16(b, at);
                if (length < 2) {
                    throw new ImageRejectedException("the JPEG is damaged: a segment of length " + length);
                }
                if (at + length > b.limit()) {
                    throw truncated(Format.JPEG, "a segment reaches beyond the file's end");
                }
                segment(marker, at + 2, length - 2);
                at += length;
            }
            if (width == 0 || !scanned) {
                throw new ImageRejectedException("the JPEG is damaged: it ends without picture data");
            }
            return of(Format.JPEG, width, height, orientation, false);
        }

        /** The position of the next marker's code, after any data, stuffed bytes, and restart markers; -1 at the end. */
        private int nextMarker(int from) {
            for (int i = from; i + 1 < b.limit(); i++) {
                if (b.get(i) == (byte) 0xff) {
                    int code = u8(b, i + 1);
                    if (code != 0 && code != 0xff && (code < 0xd0 || code > 0xd7)) {
                        return i + 1;
                    }
                }
            }
            return -1;
        }

        private void segment(int marker, int at, int length) throws ImageRejectedException {
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                if (width != 0) {
                    throw new ImageRejectedException("the JPEG is damaged: it has a second frame header");
                }
                if (length < 6 || u8(b, at) != 8) {
                    throw new ImageRejectedException("the JPEG has %d bits a sample; 8 are taken".formatted(u8(b, at)));
                }
                height = u16(b, at + 1);
                width = u16(b, at + 3);
                if (width == 0 || height == 0) {
                    throw new ImageRejectedException("the JPEG says that it is %dx%d pixels".formatted(width, height));
                }
            } else if (marker == 0xda) {
                scanned = true;
            } else if (marker == 0xe1 && length > 6 && startsWith(b, at, 'E', 'x', 'i', 'f', 0, 0)) {
                orientation = exifOrientation(b, at + 6, length - 6);
            }
        }
    }

    private static ImageHeader png(ByteBuffer b) throws ImageRejectedException {
        if (!startsWith(b, 12, 'I', 'H', 'D', 'R')) {
            throw new ImageRejectedException("the PNG is damaged: it does not begin with its header");
        }
        int width = b.getInt(16);
        int height = b.getInt(20);
        int orientation = 1;
        boolean animated = false;
        boolean data = false;
        long at = 8;
        while (true) {
            if (at + 12 > b.limit()) {
                throw truncated(Format.PNG, "it has no end chunk");
            }
            int chunk = (int) at;
            long length = b.getInt(chunk) & 0xffffffffL;
            if (at + 12 + length > b.limit()) {
                throw truncated(Format.PNG, "a chunk reaches beyond the file's end");
            }
            if (startsWith(b, chunk + 4, 'I', 'E', 'N', 'D')) {
                break;
            }
            data |= startsWith(b, chunk + 4, 'I', 'D', 'A', 'T');
            animated |= startsWith(b, chunk + 4, 'a', 'c', 'T', 'L');
            if (startsWith(b, chunk + 4, 'e', 'X', 'I', 'f')) {
                orientation = exifOrientation(b, chunk + 8, (int) length);
            }
            at += 12 + length;
        }
        if (!data) {
            throw new ImageRejectedException("the PNG is damaged: it ends without picture data");
        }
        return of(Format.PNG, width, height, orientation, animated);
    }

    private static ImageHeader gif(ByteBuffer b) throws ImageRejectedException {
        ByteBuffer little = b.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int at = 13 + colourTable(u8(b, 10));
        int frames = 0;
        int width = 0;
        int height = 0;
        while (at < b.limit() && u8(b, at) != 0x3b) {
            int block = u8(b, at);
            if (block == 0x2c) {
                if (frames++ == 0) {
                    width = u16(little, at + 5);
                    height = u16(little, at + 7);
                }
                at = skipSubBlocks(b, at + 11 + colourTable(u8(b, at + 9)));
            } else if (block == 0x21) {
                at = skipSubBlocks(b, at + 2);
            } else {
                throw new ImageRejectedException("the GIF is damaged: block type 0x%02x is unknown".formatted(block));
            }
        }
        if (at >= b.limit()) {
            throw truncated(Format.GIF, "it has no end mark");
        }
        return of(Format.GIF, width, height, 1, frames > 1);
    }

    private static int colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int skipSubBlocks(ByteBuffer b, int from) {
        int at = from;
        while (u8(b, at) != 0) {
            at += 1 + u8(b, at);
        }
        return at + 1;
    }

    private static ImageHeader webp(ByteBuffer b) throws ImageRejectedException {
        ByteBuffer little = b.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + (little.getInt(4) & 0xffffffffL);
        if (end > b.limit()) {
            throw truncated(Format.WEBP, "it announces %,d bytes and has %,d".formatted(end, b.limit()));
        }
        if (startsWith(b, 12, 'V', 'P', '8', ' ') && startsWith(b, 23, 0x9d, 0x01, 0x2a)) {
            return of(Format.WEBP, u16(little, 26) & 0x3fff, u16(little, 28) & 0x3fff, 1, false);
        }
        if (startsWith(b, 12, 'V', 'P', '8', 'L') && u8(b, 20) == 0x2f) {
            int bits = little.getInt(21);
            return of(Format.WEBP, (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, 1, false);
        }
        if (!startsWith(b, 12, 'V', 'P', '8', 'X')) {
            throw new ImageRejectedException("the WebP is damaged: it does not begin with picture data");
        }
        int width = (little.getInt(24) & 0xffffff) + 1;
        int height = (little.getInt(26) >>> 8) + 1;
        int orientation = 1;
        long at = 12;
        while (at + 8 <= end) {
            long length = little.getInt((int) at + 4) & 0xffffffffL;
            if (at + 8 + length > end) {
                throw truncated(Format.WEBP, "a chunk reaches beyond the file's end");
            }
            if (startsWith(b, (int) at, 'E', 'X', 'I', 'F')) {
                orientation = exifOrientation(b, (int) at + 8, (int) length);
            }
            at += 8 + length + (length & 1);
        }
        return of(Format.WEBP, width, height, orientation, (u8(b, 20) & 2) != 0);
    }

    private static ImageHeader tiff(ByteBuffer b) throws ImageRejectedException {
        TiffDirectory directory = new TiffDirectory(b, 0, b.limit());
        for (int[] tags : new int[][] {{273, 279}, {324, 325}}) {
            long[] offsets = directory.values(tags[0]);
            long[] lengths = directory.values(tags[1]);
            for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
                if (offsets[i] + lengths[i] > b.limit()) {
                    throw truncated(Format.TIFF, "a strip reaches beyond the file's end");
                }
            }
        }
        long tile = Math.max(directory.value(322, 0), directory.value(323, 0));
        long longest = Math.max(directory.value(256, 0), directory.value(257, 0));
        if (longest > Integer.MAX_VALUE || tile > longest + 1024) {
            throw new ImageRejectedException("the TIFF is damaged: its sides or tiles are out of all measure");
        }
        return of(
                Format.TIFF,
                (int) directory.value(256, 0),
                (int) directory.value(257, 0),
                directory.orientation(),
                false);
    }

    private static ImageHeader bmp(ByteBuffer b) throws ImageRejectedException {
        ByteBuffer little = b.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean old = little.getInt(14) == 12;
        int width = old ? u16(little, 18) : little.getInt(18);
        int height = Math.abs(old ? u16(little, 20) : little.getInt(22));
        int bits = u16(little, old ? 24 : 28);
        int compression = old ? 0 : little.getInt(30);
        if (compression == 0 || compression == 3) {
            long row = ((long) width * bits + 31) / 32 * 4;
            if ((little.getInt(10) & 0xffffffffL) + row * height > b.limit()) {
                throw truncated(Format.BMP, "its rows reach beyond the file's end");
            }
        }
        return of(Format.BMP, width, height, 1, false);
    }

    private static int exifOrientation(ByteBuffer b, int at, int length) {
        try {
            return new TiffDirectory(b, at, length).orientation();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return 1; // damaged EXIF is common, and no reason to refuse the picture
        }
    }

    /** The first image file directory of a TIFF structure (TIFF 6.0, section 2), which EXIF uses as well. */
    private static final class TiffDirectory {
        private final ByteBuffer b;
        private final long start;
        private final int entries;

        TiffDirectory(ByteBuffer whole, int at, int length) {
            b = whole.slice(at, length);
            b.order(b.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            start = b.getInt(4) & 0xffffffffL;
            entries = u16(b, Math.toIntExact(Math.min(start, Integer.MAX_VALUE)));
        }

        int orientation() {
            long orientation = value(274, 1);
            return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
        }

        long value(int tag, long otherwise) {
            long[] values = values(tag);
            return values.length == 0 ? otherwise : values[0];
        }

        long[] values(int tag) {
            for (int i = 0; i < entries; i++) {
                int entry = (int) start + 2 + i * 12;
                if (u16(b, entry) == tag) {
                    return values(entry, u16(b, entry + 2), b.getInt(entry + 4) & 0xffffffffL);
                }
            }
            return new long[0];
        }

        private long[] values(int entry, int type, long count) {
            int size = type == 3 ? 2 : type == 4 ? 4 : 0;
            if (size == 0 || count * size > b.limit()) {
                return new long[0];
            }
            long at = count * size <= 4 ? entry + 8 : b.getInt(entry + 8) & 0xffffffffL;
            b.slice(Math.toIntExact(Math.min(at, Integer.MAX_VALUE)), (int) count * size); // bounds, before the array
            long[] values = new long[(int) count];
            for (int i = 0; i < values.length; i++) {
                int p = (int) at + i * size;
                values[i] = size == 2 ? u16(b, p) : b.getInt(p) & 0xffffffffL;
            }
            return values;
        }
    }

    private static ImageRejectedException truncated(Format format, String sign) {
        return new ImageRejectedException(
                String.format(Locale.ROOT, "the %s is truncated: %s; send the whole file", format, sign));
    }

    private static boolean startsWith(ByteBuffer b, int at, int... bytes) {
        if (at + bytes.length > b.limit()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (u8(b, at + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static int u8(ByteBuffer b, int at) {
        return b.get(at) & 0xff;
    }

    private static int u16(ByteBuffer b, int at) {
        return b.getShort(at) & 0xffff;
    }
}
