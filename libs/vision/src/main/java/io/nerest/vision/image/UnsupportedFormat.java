package io.nerest.vision.image;

import static io.nerest.vision.image.HeaderBytes.startsWith;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Names the format of a file that is not accepted, so that its sender can convert it. */
final class UnsupportedFormat {
    private static final Set<String> AVIF = Set.of("avif", "avis");
    private static final Set<String> HEIC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");
    private static final int MOST_BRANDS = 16;

    private UnsupportedFormat() {}

    /** Returns the name of a file's format, such as {@code AVIF images}; empty if it is unknown. */
    static Optional<String> of(ByteBuffer b) {
        if (startsWith(b, 4, 'f', 't', 'y', 'p')) {
            return Optional.of(isoBaseMedia(b));
        }
        if (startsWith(b, 0, 0, 0, 0, 12, 'j', 'P', ' ', ' ') || startsWith(b, 0, 0xff, 0x4f, 0xff, 0x51)) {
            return Optional.of("JPEG 2000 images");
        }
        if (startsWith(b, 0, 0, 0, 0, 12, 'J', 'X', 'L', ' ') || startsWith(b, 0, 0xff, 0x0a)) {
            return Optional.of("JPEG XL images");
        }
        if (startsWith(b, 0, '8', 'B', 'P', 'S')) {
            return Optional.of("Photoshop images");
        }
        if (startsWith(b, 0, 0, 0, 1, 0)) {
            return Optional.of("icons");
        }
        if (startsWith(b, 0, 'I', 'I', 43, 0) || startsWith(b, 0, 'M', 'M', 0, 43)) {
            return Optional.of("BigTIFF images");
        }
        if (startsWith(b, 0, '%', 'P', 'D', 'F')) {
            return Optional.of("PDF documents");
        }
        if (startsWith(b, 0, '<', 's', 'v', 'g') || startsWith(b, 0, '<', '?', 'x', 'm', 'l')) {
            return Optional.of("SVG and other XML files");
        }
        if (startsWith(b, 0, 'R', 'I', 'F', 'F') || startsWith(b, 0, 0x1a, 0x45, 0xdf, 0xa3)) {
            return Optional.of("videos");
        }
        return startsWith(b, 0, 'P', 'K', 3, 4) ? Optional.of("ZIP archives") : Optional.empty();
    }

    /** The brands of a file in the ISO base media format say whether it is an AVIF image, an HEIC image or a video. */
    private static String isoBaseMedia(ByteBuffer b) {
        boolean heic = false;
        for (int i = 0; i < MOST_BRANDS; i++) {
            // The major brand, its version, and compatible brands: the version is no brand.
            int at = 8 + 4 * i;
            if (at + 4 > Math.min(b.limit(), b.getInt(0) & 0xffffffffL)) {
                break;
            }
            byte[] brand = new byte[4];
            b.get(at, brand);
            String name = new String(brand, StandardCharsets.US_ASCII);
            if (AVIF.contains(name)) {
                return "AVIF images";
            }
            heic |= HEIC.contains(name);
        }
        return heic ? "HEIC images" : "videos";
    }
}
