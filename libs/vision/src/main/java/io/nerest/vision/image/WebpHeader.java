package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.startsWith;
import static io.nerest.vision.image.HeaderBytes.truncated;
import static io.nerest.vision.image.HeaderBytes.u16;
import static io.nerest.vision.image.HeaderBytes.u8;
import static io.nerest.vision.image.TiffDirectory.exifOrientation;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WebP (RFC 9649): lossy, lossless, and extended files. */
final class WebpHeader {
    private WebpHeader() {}

    static ImageHeader read(ByteBuffer b) throws ImageRejectedException {
        ByteBuffer little = b.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + (little.getInt(4) & 0xffffffffL);
        if (end > b.limit()) {
            throw truncated(Format.WEBP, "it declares %,d bytes and has %,d".formatted(end, b.limit()));
        }
        if (startsWith(b, 12, 'V', 'P', '8', ' ') && startsWith(b, 23, 0x9d, 0x01, 0x2a)) {
            return ImageHeader.of(Format.WEBP, u16(little, 26) & 0x3fff, u16(little, 28) & 0x3fff, 1, false);
        }
        if (startsWith(b, 12, 'V', 'P', '8', 'L') && u8(b, 20) == 0x2f) {
            int bits = little.getInt(21);
            return ImageHeader.of(Format.WEBP, (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, 1, false);
        }
        if (!startsWith(b, 12, 'V', 'P', '8', 'X')) {
            throw new ImageRejectedException("the WebP is damaged: it does not begin with image data");
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
        return ImageHeader.of(Format.WEBP, width, height, orientation, (u8(b, 20) & 2) != 0);
    }
}
