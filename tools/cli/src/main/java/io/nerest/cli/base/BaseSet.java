package io.nerest.cli.base;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The training set of the base checkpoint while it is built: images of at most 640 pixels without near copies, split by clip,
 * with a manifest of where each comes from.
 */
final class BaseSet {
    private static final int LONGEST = 640;
    private static final int WIDE_HEIGHT = 360;
    private static final int LUDERICK_VAL = 9;
    private static final int OTHERS_VAL = 3;

    private final Path folder;
    private final Path raw;
    private final Map<String, List<BitSet>> hashes = new HashMap<>();
    private final List<ManifestRow> rows = new ArrayList<>();

    /**
     * Creates an empty set.
     *
     * @param raw folder of the extracted sources
     */
    BaseSet(Path folder, Path raw) throws IOException {
        this.folder = folder;
        this.raw = raw;
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
    }

    /**
     * One image in {@code manifest.csv}.
     *
     * @param file name in {@code images}
     * @param split {@code train} or {@code val}
     * @param clip clip within the source
     * @param boxes number of fish
     * @param path of the source image below the source's folder
     * @param sha256 of the source image
     */
    @JsonPropertyOrder({"file", "split", "source", "clip", "boxes", "repository", "commit", "path", "sha256", "licence"
    })
    record ManifestRow(
            String file,
            String split,
            String source,
            String clip,
            int boxes,
            String repository,
            String commit,
            String path,
            String sha256,
            String licence) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record BgrImage(byte[] pixels, int width, int height) {
        BgrImage resized(int newWidth, int newHeight) {
            return new BgrImage(
                    AntialiasedResize.resize(
                            pixels, width, height, 3, newWidth, newHeight, AntialiasedResize.Filter.LANCZOS),
                    newWidth,
                    newHeight);
        }
    }

    /**
     * Adds an image, unless it nearly equals one of the same source that was added before.
     *
     * @return whether it was added
     */
    boolean add(SourceImage image) throws IOException {
        BgrImage bgr = scaled(image);
        BitSet hash = DifferenceHash.of(bgr.pixels, bgr.width, bgr.height);
        List<BitSet> before = hashes.computeIfAbsent(image.source().name(), source -> new ArrayList<>());
        if (before.stream().anyMatch(other -> DifferenceHash.distance(other, hash) < image.leastDistance())) {
            return false;
        }
        before.add(hash);
        String name = image.source().name() + "_" + image.name();
        write(bgr, folder.resolve("images").resolve(name + ".jpg"));
        StringBuilder labels = new StringBuilder();
        for (double[] box : image.boxes()) {
            labels.append(String.format(Locale.ROOT, "0 %.6f %.6f %.6f %.6f%n", box[0], box[1], box[2], box[3]));
        }
        Files.writeString(folder.resolve("labels").resolve(name + ".txt"), labels);
        rows.add(new ManifestRow(
                name + ".jpg",
                isVal(image.source().name(), image.clip()) ? "val" : "train",
                image.source().name(),
                image.clip(),
                image.boxes().size(),
                image.source().repository(),
                image.source().commit(),
                raw.relativize(image.file()).toString(),
                HexFormat.of().formatHex(sha256(Files.readAllBytes(image.file()))),
                image.source().licence()));
        return true;
    }

    /**
     * Writes lists, {@code data.yaml}, manifest and attribution.
     *
     * @param others training images of other data sets
     */
    void finish(List<Path> others) throws IOException {
        list("train", others);
        list("val", List.of());
        Files.writeString(
                folder.resolve("data.yaml"),
                "path: " + folder + "\ntrain: train.txt\nval: val.txt\nnames:\n  0: fish\n");
        CsvMapper mapper = new CsvMapper();
        CsvSchema schema = mapper.schemaFor(ManifestRow.class).withHeader();
        Files.writeString(folder.resolve("manifest.csv"), mapper.writer(schema).writeValueAsString(rows));
        StringBuilder credits = new StringBuilder("Images, resized and without near copies, from:\n");
        for (BaseSource source : BaseSource.ALL) {
            credits.append("- %s. %s. github.com/%s at %s, folder %s%n"
                    .formatted(
                            source.attribution(),
                            source.licence(),
                            source.repository(),
                            source.commit(),
                            source.folder()));
        }
        Files.writeString(folder.resolve("ATTRIBUTION.txt"), credits);
    }

    /** Returns how many images a source has in a split. */
    long count(String source, String split) {
        return rows.stream()
                .filter(row -> row.source().equals(source) && row.split().equals(split))
                .count();
    }

    private void list(String split, List<Path> others) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (ManifestRow row : rows) {
            if (row.split().equals(split)) {
                lines.append(folder.resolve("images").resolve(row.file())).append('\n');
            }
        }
        others.forEach(image -> lines.append(image.toAbsolutePath()).append('\n'));
        Files.writeString(folder.resolve(split + ".txt"), lines);
    }

    private static BgrImage scaled(SourceImage image) throws IOException {
        BgrImage bgr;
        try (DecodedImage decoded = ImageDecoder.decode(image.file(), ImageLimits.DEFAULT)) {
            byte[] pixels = new byte[decoded.width() * decoded.height() * 3];
            ByteBuffer decodedPixels = decoded.mat().createBuffer();
            decodedPixels.get(pixels);
            bgr = new BgrImage(pixels, decoded.width(), decoded.height());
        }
        if (image.stretched()) {
            bgr = bgr.resized(LONGEST, WIDE_HEIGHT);
        }
        int longest = Math.max(bgr.width, bgr.height);
        return longest <= LONGEST
                ? bgr
                : bgr.resized((int) Math.rint((double) bgr.width * LONGEST / longest), (int)
                        Math.rint((double) bgr.height * LONGEST / longest));
    }

    private static void write(BgrImage bgr, Path file) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(bgr.pixels.length);
        pixels.put(bgr.pixels).flip();
        try (DecodedImage image = DecodedImage.copyOfBgr(pixels, bgr.width, bgr.height, 3 * bgr.width)) {
            ImageEncoder.write(image, file);
        }
    }

    /** Splits by a hash of the clip, so that the same clip is always in the same split; the aquarium has a test split. */
    static boolean isVal(String source, String clip) {
        if (source.equals("aquarium")) {
            return clip.equals("test");
        }
        byte[] hash = sha256((source + clip).getBytes(StandardCharsets.UTF_8));
        int percentile = new BigInteger(1, hash).mod(BigInteger.valueOf(100)).intValue();
        return percentile < (source.equals("luderick") ? LUDERICK_VAL : OTHERS_VAL);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
