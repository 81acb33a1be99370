package io.nerest.cameras.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageIntegrity;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Images: valid ones of all kinds, and each format truncated, with false headers, and with other content. */
final class HostileImages {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    /** Parts of a file's length at which it is cut off. */
    private static final double[] CUTS = {0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9};

    private final List<HostileFile> files = new ArrayList<>();

    private HostileImages() {}

    /** Returns the files in memory. */
    static List<HostileFile> files() throws IOException {
        HostileImages images = new HostileImages();
        images.addValid();
        images.addDamaged();
        images.addForeign();
        return images.files;
    }

    /** Returns the inputs. Their files are written to the folder one at a time. */
    static List<HostileInput> in(Path folder) throws IOException {
        return files().stream().map(file -> input(folder, file)).toList();
    }

    private static HostileInput input(Path folder, HostileFile image) {
        return new HostileInput("images", image.name(), image.accepted(), () -> {
            Path file = Files.write(folder.resolve("input"), image.content());
            try {
                ImageIntegrity.check(file, ImageLimits.DEFAULT);
                return Optional.empty();
            } catch (ImageRejectedException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
    }

    private void add(String name, boolean accepted, byte[] content) {
        files.add(new HostileFile(name, accepted, "input", content));
    }

    private void addValid() throws IOException {
        formats().forEach((format, content) -> add("valid " + format, true, content));
        add("grey JPEG", true, encoded(BufferedImage.TYPE_BYTE_GRAY, "jpg"));
        add("grey PNG of 16 bits", true, encoded(BufferedImage.TYPE_USHORT_GRAY, "png"));
        add("PNG with a palette", true, encoded(BufferedImage.TYPE_BYTE_INDEXED, "png"));
        add("PNG of one bit", true, encoded(BufferedImage.TYPE_BYTE_BINARY, "png"));
        add("PNG with alpha", true, encoded(BufferedImage.TYPE_4BYTE_ABGR, "png"));
        add("progressive JPEG", true, progressive());
    }

    private void addDamaged() throws IOException {
        Random random = new Random(1);
        for (Map.Entry<String, byte[]> entry : formats().entrySet()) {
            String format = entry.getKey();
            byte[] whole = entry.getValue();
            for (double cut : CUTS) {
                int length = (int) (whole.length * cut);
                add(
                        "%s cut off after %d of %d bytes".formatted(format, length, whole.length),
                        false,
                        Arrays.copyOf(whole, length));
            }
            byte[] zeros = whole.clone();
            Arrays.fill(zeros, 8, zeros.length, (byte) 0);
            add(format + " of zeros after its first bytes", false, zeros);
            byte[] noise = new byte[whole.length];
            random.nextBytes(noise);
            System.arraycopy(whole, 0, noise, 0, 8);
            add(format + " of noise after its first bytes", false, noise);
        }
        byte[] png = Objects.requireNonNull(formats().get("PNG"));
        for (int[] size :
                new int[][] {{0, 64}, {64, 0}, {-1, 64}, {100_000, 100_000}, {Integer.MAX_VALUE, 1}, {1, 1}}) {
            add("PNG that declares %dx%d".formatted(size[0], size[1]), false, sized(png, 16, size, false));
        }
        byte[] bmp = Objects.requireNonNull(formats().get("BMP"));
        for (int[] size : new int[][] {{0, 64}, {100_000, 100_000}, {Integer.MIN_VALUE, 64}, {1_000_000_000, 4}}) {
            add("BMP that declares %dx%d".formatted(size[0], size[1]), false, sized(bmp, 18, size, true));
        }
        byte[] jpeg = Objects.requireNonNull(formats().get("JPEG"));
        for (int[] size : new int[][] {{65_535, 65_535}, {0, 64}, {64, 0}, {30_000, 30_000}}) {
            add("JPEG that declares %dx%d".formatted(size[0], size[1]), false, sizedJpeg(jpeg, size));
        }
        byte[] holes = Arrays.copyOf(jpeg, jpeg.length);
        Arrays.fill(holes, jpeg.length * 2 / 3, jpeg.length - 2, (byte) 0xff);
        add("JPEG with valid ends and filled data", false, holes);
    }

    private void addForeign() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("plain text", "this is not an image");
        texts.put("byte order mark", "\ufeff");
        texts.put("HTML", "<!doctype html><html><body>error 502</body></html>");
        texts.put(
                "SVG with an external entity",
                "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg>&x;</svg>");
        texts.put(
                "SVG with growing entities",
                "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><svg>&b;</svg>");
        texts.put("JSON", "{\"image\": 1}");
        texts.put("deep JSON", "[".repeat(100_000));
        texts.put("PDF", "%PDF-1.7\n1 0 obj\n");
        texts.put("PostScript", "%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file\n");
        texts.put("shell script", "#!/bin/sh\nrm -rf /\n");
        texts.put(
                "image magick script",
                "push graphic-context\nfill 'url(https://127.0.0.1/x.jpg)'\npop graphic-context\n");
        texts.put("PNM", "P6\n2 2\n255\n............");
        texts.put("PNM of a gigapixel", "P6\n100000 100000\n255\n");
        texts.put("XPM", "/* XPM */\nstatic char *x[] = {\n");
        texts.put("Radiance HDR", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 4 +X 4\n");
        texts.put("NULs", "\0".repeat(4_096));
        texts.forEach((name, text) -> add(name, false, text.getBytes(UTF_8)));
        Map<String, String> starts = new LinkedHashMap<>();
        starts.put("ELF", "\177ELF\2\1\1\0");
        starts.put("ZIP", "PK\3\4\24\0\0\0\10\0");
        starts.put("gzip", "\37\213\10\0\0\0\0\0\0\3");
        starts.put("RAR", "Rar!\32\7\1\0");
        starts.put("7z", "7z\274\257\47\34");
        starts.put("AVIF", "\0\0\0\40ftypavif\0\0\0\0avifmif1");
        starts.put("HEIC", "\0\0\0\40ftypheic\0\0\0\0heicmif1");
        starts.put("JPEG XL", "\377\12\0\20\0\0");
        starts.put("JPEG 2000", "\0\0\0\14jP  \15\12\207\12");
        starts.put("OpenEXR", "v/1\1\2\0\0\0");
        starts.put("DICOM", "\0".repeat(128) + "DICM");
        starts.put("PSD", "8BPS\0\1\0\0\0\0\0\0\0\3");
        starts.put("ICO", "\0\0\1\0\1\0\20\20\0\0\1\0");
        starts.put("MP4", "\0\0\0\30ftypmp42\0\0\0\0");
        starts.put("RIFF without WebP", "RIFF\20\0\0\0WAVEfmt ");
        starts.put("WebP that is longer than its file", "RIFF\377\377\377\177WEBPVP8 \377\377\377\177");
        starts.put("TIFF whose directory is itself", "II*\0\10\0\0\0\0\0\10\0\0\0");
        starts.put("TIFF whose directory is beyond its end", "II*\0\377\377\377\177");
        starts.put("big TIFF", "II+\0\10\0\0\0\20\0\0\0\0\0\0\0");
        starts.put("GIF without frames", "GIF89a\4\0\4\0\0\0\0;");
        starts.put("GIF of 65535x65535", "GIF89a\377\377\377\377\0\0\0,\0\0\0\0\377\377\377\377\0\2\0;");
        starts.put("JPEG of markers", "\377\330" + "\377\376\0\2".repeat(1_000) + "\377\331");
        starts.put("JPEG whose segment is longer than its file", "\377\330\377\341\377\377Exif\0\0");
        starts.forEach((name, text) -> add(name, false, text.getBytes(ISO_8859_1)));
    }

    private static Map<String, byte[]> formats() throws IOException {
        Map<String, byte[]> formats = new LinkedHashMap<>();
        formats.put("JPEG", encoded(BufferedImage.TYPE_3BYTE_BGR, "jpg"));
        formats.put("PNG", encoded(BufferedImage.TYPE_3BYTE_BGR, "png"));
        formats.put("BMP", encoded(BufferedImage.TYPE_3BYTE_BGR, "bmp"));
        formats.put("GIF", encoded(BufferedImage.TYPE_BYTE_INDEXED, "gif"));
        formats.put("TIFF", byOpenCv(".tiff"));
        formats.put("WebP", byOpenCv(".webp"));
        return formats;
    }

    private static BufferedImage rendered(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Random random = new Random(7);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, 0xff000000 | ((x * 2) << 16) | ((y * 3) << 8) | random.nextInt(64));
            }
        }
        return image;
    }

    private static byte[] encoded(int type, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(rendered(type), format, bytes)) {
            throw new IOException("this Java runtime cannot write " + format);
        }
        return bytes.toByteArray();
    }

    private static byte[] progressive() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(rendered(BufferedImage.TYPE_3BYTE_BGR), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] byOpenCv(String suffix) {
        try (DecodedImage image = DecodedImage.filled(WIDTH, HEIGHT, 90);
                BytePointer encoded = new BytePointer()) {
            if (!opencv_imgcodecs.imencode(suffix, image.mat(), encoded)) {
                throw new IllegalStateException("OpenCV cannot write " + suffix);
            }
            byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(bytes);
            return bytes;
        }
    }

    private static byte[] sized(byte[] image, int offset, int[] size, boolean littleEndian) {
        byte[] changed = image.clone();
        for (int i = 0; i < 8; i++) {
            int shift = littleEndian ? i % 4 * 8 : 24 - i % 4 * 8;
            changed[offset + i] = (byte) (size[i / 4] >> shift);
        }
        return changed;
    }

    private static byte[] sizedJpeg(byte[] jpeg, int[] size) {
        byte[] changed = jpeg.clone();
        for (int i = 0; i < changed.length - 9; i++) {
            if ((changed[i] & 0xff) == 0xff && (changed[i + 1] & 0xff) == 0xc0) {
                changed[i + 5] = (byte) (size[1] >> 8);
                changed[i + 6] = (byte) size[1];
                changed[i + 7] = (byte) (size[0] >> 8);
                changed[i + 8] = (byte) size[0];
                return changed;
            }
        }
        throw new IllegalStateException("the JPEG has no frame header");
    }
}
