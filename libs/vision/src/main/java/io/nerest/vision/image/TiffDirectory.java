package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.u16;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first image file directory of a TIFF structure (TIFF 6.0, section 2), which EXIF also uses. */
final class TiffDirectory {
    private final ByteBuffer b;
    private final long start;
    private final int entries;

    TiffDirectory(ByteBuffer whole, int at, int length) {
        b = whole.slice(at, length);
        b.order(b.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        start = b.getInt(4) & 0xffffffffL;
        entries = u16(b, Math.toIntExact(Math.min(start, Integer.MAX_VALUE)));
    }

    /** Returns the orientation of an EXIF block, 1 to 8; 1 if the block is damaged, which is common and harmless. */
    static int exifOrientation(ByteBuffer b, int at, int length) {
        try {
            return new TiffDirectory(b, at, length).orientation();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return 1;
        }
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
