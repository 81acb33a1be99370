package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.startsWith;
import static io.nerest.vision.image.HeaderBytes.truncated;
import static io.nerest.vision.image.HeaderBytes.u16;
import static io.nerest.vision.image.HeaderBytes.u8;
import static io.nerest.vision.image.TiffDirectory.exifOrientation;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;

/** JPEG (ITU-T T.81): marker segments up to SOS, entropy-coded data up to the next marker, and so on up to EOI. */
final class JpegHeader {
    /** Each scan is decoded over the whole image, so their number bounds the time of decoding. */
    private static final int MOST_SCANS = 100;

    private final ByteBuffer b;
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;

    private JpegHeader(ByteBuffer b) {
        this.b = b;
    }

    static ImageHeader read(ByteBuffer b) throws ImageRejectedException {
        return new JpegHeader(b).read();
    }

    private ImageHeader read() throws ImageRejectedException {
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
        if (width == 0 || scans == 0) {
            throw new ImageRejectedException("the JPEG is damaged: it ends without image data");
        }
        return ImageHeader.of(Format.JPEG, width, height, orientation, false);
    }

    /** Returns the position of the next marker's code, after any data, stuffed bytes, and restart markers; -1 at the end of the file. */
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
                throw new ImageRejectedException(
                        "the JPEG has %d bits per sample; 8 are accepted".formatted(u8(b, at)));
            }
            height = u16(b, at + 1);
            width = u16(b, at + 3);
            if (width == 0 || height == 0) {
                throw new ImageRejectedException("the JPEG declares %dx%d pixels".formatted(width, height));
            }
        } else if (marker == 0xda) {
            if (++scans > MOST_SCANS) {
                throw new ImageRejectedException(
                        "the JPEG has more than %d scans; an image needs about ten".formatted(MOST_SCANS));
            }
        } else if (marker == 0xe1 && length > 6 && startsWith(b, at, 'E', 'x', 'i', 'f', 0, 0)) {
            orientation = exifOrientation(b, at + 6, length - 6);
        }
    }
}
