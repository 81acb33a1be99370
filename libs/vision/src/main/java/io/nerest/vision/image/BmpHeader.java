package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.truncated;
import static io.nerest.vision.image.HeaderBytes.u16;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BMP with an OS/2 or a Windows header. */
final class BmpHeader {
    private BmpHeader() {}

    static ImageHeader read(ByteBuffer b) throws ImageRejectedException {
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
        return ImageHeader.of(Format.BMP, width, height, 1, false);
    }
}
