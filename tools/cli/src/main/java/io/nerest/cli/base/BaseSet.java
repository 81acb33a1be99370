package io.nerest.cli.base;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The training set of the base checkpoint while it is built: images of at most 640 pixels without near copies, split by clip,
 * with a manifest of where each comes from.
 */
final class BaseSet {
    private static final int LONGEST = 640;
    private static final int WIDE_HEIGHT = 360;
    private static final int QUALITY = 92;
    private static final String COMPOSITE = "composite";
    private static final int LUDERICK_VAL = 9;
    private static final int OTHERS_VAL = 3;

    private final Path folder;
    private final Path raw;
    private final Map<String, List<BitSet>> hashes = new HashMap<>();
    private final Map<String, List<LabelledCameraFrame>> training = new LinkedHashMap<>();
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
     * Adds an image, unless it nearly equals one of the same source that was added before.
     *
     * @return whether it was added
     */
    boolean add(SourceImage image) throws IOException {
        Pixels bgr = scaled(image);
        BitSet hash = DifferenceHash.of(bgr.values(), bgr.width(), bgr.height());
        List<BitSet> before = hashes.computeIfAbsent(image.source().name(), source -> new ArrayList<>());
        if (before.stream().anyMatch(other -> DifferenceHash.distance(other, hash) < image.leastDistance())) {
            return false;
        }
        before.add(hash);
        String name = image.source().name() + "_" + image.name();
        Path file = folder.resolve("images").resolve(name + ".jpg");
        Files.write(file, bgr.jpeg(QUALITY));
        List<LabelledBox> boxes = image.boxes().stream()
                .map(box -> new LabelledBox(0, box[0], box[1], box[2], box[3]))
                .toList();
        writeLabels(name, boxes);
        boolean val = isVal(image.source().name(), image.clip());
        if (!val) {
            Origin origin =
                    new Origin(name + ".jpg", image.clip(), image.source().licence());
            training.computeIfAbsent(image.source().name(), source -> new ArrayList<>())
                    .add(new LabelledCameraFrame(origin, file, boxes));
        }
        rows.add(new ManifestRow(
                name + ".jpg",
                val ? "val" : "train",
                "image",
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

    /** Adds a composite image to the training images. */
    void add(Composite composite) throws IOException {
        String name = COMPOSITE + "_%06d".formatted(count(COMPOSITE, "train"));
        Files.write(folder.resolve("images").resolve(name + ".jpg"), composite.jpeg());
        writeLabels(name, composite.boxes());
        List<Origin> origins = composite.origins();
        rows.add(new ManifestRow(
                name + ".jpg",
                "train",
                COMPOSITE,
                COMPOSITE,
                origins.get(0).clip(),
                composite.boxes().size(),
                "",
                "",
                origins.stream().map(Origin::name).distinct().collect(Collectors.joining(" | ")),
                HexFormat.of().formatHex(sha256(composite.jpeg())),
                origins.stream().map(Origin::licence).distinct().collect(Collectors.joining(" | "))));
    }

    /** Returns the training images of the source whose clips are of fixed cameras. */
    List<FixedClip> fixedClips() {
        String source = BaseSource.LUDERICK.name();
        Map<String, List<LabelledCameraFrame>> clips = new LinkedHashMap<>();
        for (LabelledCameraFrame frame : training.getOrDefault(source, List.of())) {
            clips.computeIfAbsent(frame.origin().clip(), clip -> new ArrayList<>())
                    .add(frame);
        }
        return clips.entrySet().stream()
                .map(clip -> new FixedClip(clip.getKey(), source, false, clip.getValue()))
                .toList();
    }

    /** Returns the training images without fish. */
    List<LabelledCameraFrame> withoutFish() {
        return training.values().stream()
                .flatMap(List::stream)
                .filter(frame -> frame.boxes().isEmpty())
                .toList();
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
        if (count(COMPOSITE, "train") > 0) {
            credits.append("The images composite_*.jpg are made of images named here and of those of added data sets;"
                    + " manifest.csv lists which.\n");
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

    private static Pixels scaled(SourceImage image) throws IOException {
        Pixels decoded = Pixels.read(image.file());
        return image.stretched()
                ? decoded.resized(LONGEST, WIDE_HEIGHT, AntialiasedResize.Filter.LANCZOS)
                : decoded.atMost(LONGEST);
    }

    private void writeLabels(String name, List<LabelledBox> boxes) throws IOException {
        StringBuilder labels = new StringBuilder();
        for (LabelledBox box : boxes) {
            labels.append(String.format(
                    Locale.ROOT, "%d %.6f %.6f %.6f %.6f%n", box.classId(), box.cx(), box.cy(), box.w(), box.h()));
        }
        Files.writeString(folder.resolve("labels").resolve(name + ".txt"), labels);
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
