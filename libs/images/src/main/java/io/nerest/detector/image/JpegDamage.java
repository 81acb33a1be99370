package io.nerest.detector.image;

import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Finds damage in the compressed data of a JPEG. OpenCV fills the damaged part with grey or noise and reports nothing; the
 * JDK's decoder reports each problem as a warning.
 */
final class JpegDamage {
    private static final Pattern EXTRANEOUS = Pattern.compile("(\\d+) extraneous bytes");
    /** Many cameras pad the data before the end marker. */
    private static final int MOST_PADDING = 1_024;

    private static final int STEP = 8;
    private static final List<String> DAMAGE =
            List.of("premature end", "bad huffman code", "corrupt data", "inconsistent progression");

    private JpegDamage() {}

    /** @throws ImageRejectedException if the compressed data is damaged or shorter than the header declares */
    static void check(Path file) throws IOException {
        List<String> warnings = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(STEP, STEP, 0, 0);
            reader.readRaster(0, param);
        } catch (IIOException | UnsupportedOperationException e) {
            // A kind of JPEG that the JDK does not decode. OpenCV has decoded it, which must suffice.
            return;
        } finally {
            reader.dispose();
        }
        for (String warning : warnings) {
            if (isDamage(warning)) {
                throw new ImageRejectedException(
                        "the JPEG is damaged: its compressed data is corrupt or ends before its last row; send it again");
            }
        }
    }

    private static boolean isDamage(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        Matcher extraneous = EXTRANEOUS.matcher(text);
        if (extraneous.find()) {
            return Integer.parseInt(extraneous.group(1)) > MOST_PADDING;
        }
        return DAMAGE.stream().anyMatch(text::contains);
    }
}
