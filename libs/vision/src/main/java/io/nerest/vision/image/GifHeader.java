package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.truncated;
import static io.nerest.vision.image.HeaderBytes.u16;
import static io.nerest.vision.image.HeaderBytes.u8;

import io.nerest.vision.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** GIF89a: all blocks up to the trailer. */
final class GifHeader {
    private GifHeader() {}

    static ImageHeader read(ByteBuffer b) throws ImageRejectedException {
        ByteBuffer little = b.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int at = 13 + colourTable(u8(b, 10));
        int screenWidth = u16(little, 6);
        int screenHeight = u16(little, 8);
        int frames = 0;
        int width = 0;
        int height = 0;
        while (at < b.limit() && u8(b, at) != 0x3b) {
            int block = u8(b, at);
            if (block == 0x2c) {
                if (u16(little, at + 1) + u16(little, at + 5) > screenWidth
                        || u16(little, at + 3) + u16(little, at + 7) > screenHeight) {
                    throw new ImageRejectedException("the GIF is damaged: a frame reaches beyond its %dx%d pixels"
                            .formatted(screenWidth, screenHeight));
                }
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
        return ImageHeader.of(Format.GIF, width, height, 1, frames > 1);
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
}
