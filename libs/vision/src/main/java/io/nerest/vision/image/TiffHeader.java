package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.truncated;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;

/** TIFF 6.0: the first directory and the extent of its strips or tiles. */
final class TiffHeader {
    private TiffHeader() {}

    static ImageHeader read(ByteBuffer b) throws ImageRejectedException {
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
            throw new ImageRejectedException(
                    "the TIFF is damaged: its tiles are larger than the image, or its sides exceed 2^31");
        }
        return ImageHeader.of(
                Format.TIFF,
                (int) directory.value(256, 0),
                (int) directory.value(257, 0),
                directory.orientation(),
                false);
    }
}
