package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.startsWith;
import static io.nerest.vision.image.HeaderBytes.truncated;
import static io.nerest.vision.image.TiffDirectory.exifOrientation;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;

/** PNG (ISO/IEC 15948): all chunks up to IEND, without their checksums. */
final class PngHeader {
    private PngHeader() {}

    static ImageHeader read(ByteBuffer b) throws ImageRejectedException {
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
            throw new ImageRejectedException("the PNG is damaged: it ends without image data");
        }
        return ImageHeader.of(Format.PNG, width, height, orientation, animated);
    }
}
