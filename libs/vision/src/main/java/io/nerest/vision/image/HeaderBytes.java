package io.nerest.vision.image;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads unsigned numbers and signatures from the bytes of a file. */
final class HeaderBytes {
    private HeaderBytes() {}

    static ImageRejectedException truncated(Format format, String sign) {
        return new ImageRejectedException(
                String.format(Locale.ROOT, "the %s is truncated: %s; send the whole file", format, sign));
    }

    static boolean startsWith(ByteBuffer b, int at, int... bytes) {
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

    static int u8(ByteBuffer b, int at) {
        return b.get(at) & 0xff;
    }

    static int u16(ByteBuffer b, int at) {
        return b.getShort(at) & 0xffff;
    }
}
