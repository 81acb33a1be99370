package io.nerest.standalone.snapshot;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.system.Sha256;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a snapshot as a YOLO folder. Names, order and numbers follow from the snapshot alone, and the time at which it was
 * taken is left out: the same labels and images give the same bytes.
 */
final class SnapshotFolder {
    private static final String HASH_FILE = "sha256.txt";

    private SnapshotFolder() {}

    /** Reads the image of a frame. */
    @FunctionalInterface
    interface Images {
        byte[] of(FrameRef frame) throws IOException;
    }

    /**
     * Writes the folder and the file {@code sha256.txt}.
     *
     * @param folder new or empty
     * @return the hash, see {@link #hash(Path)}
     */
    static String write(Snapshot snapshot, Images images, Path folder) throws IOException {
        Files.createDirectories(folder);
        writeSplit(snapshot.train(), "train", images, folder);
        writeSplit(snapshot.validation(), "val", images, folder);
        StringBuilder yaml = new StringBuilder("path: .\ntrain: images/train\nval: images/val\nnames:\n");
        for (int i = 0; i < snapshot.classNames().size(); i++) {
            yaml.append("  ")
                    .append(i)
                    .append(": ")
                    .append(quoted(snapshot.classNames().get(i)))
                    .append('\n');
        }
        Files.writeString(folder.resolve("data.yaml"), yaml);
        String hash = hash(folder);
        Files.writeString(folder.resolve(HASH_FILE), hash + "\n");
        return hash;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void writeSplit(List<SnapshotFrame> frames, String split, Images images, Path folder)
            throws IOException {
        Path imageFolder = Files.createDirectories(folder.resolve("images").resolve(split));
        Path labelFolder = Files.createDirectories(folder.resolve("labels").resolve(split));
        List<SnapshotFrame> sorted = frames.stream()
                .sorted(Comparator.comparing(frame -> frame.frame().frameId().toString()))
                .toList();
        StringBuilder origins = new StringBuilder("frame,stream,origin,author,revision\n");
        for (SnapshotFrame frame : sorted) {
            String id = frame.frame().frameId().toString();
            Files.write(imageFolder.resolve(id + suffix(frame.frame())), images.of(frame.frame()));
            Files.writeString(labelFolder.resolve(id + ".txt"), lines(frame.boxes()));
            if (!frame.ignored().isEmpty()) {
                Path ignored = Files.createDirectories(folder.resolve("ignored").resolve(split));
                Files.writeString(ignored.resolve(id + ".txt"), regions(frame.ignored()));
            }
            origins.append("%s,%s,%s,%s,%d\n"
                    .formatted(
                            id,
                            frame.frame().streamId(),
                            frame.origin(),
                            "\"" + frame.author().replace("\"", "\"\"") + "\"",
                            frame.revision()));
        }
        Files.writeString(folder.resolve(split + "-origins.csv"), origins);
    }

    private static String suffix(FrameRef frame) {
        String key = frame.image().key();
        int dot = key.lastIndexOf('.');
        String suffix = dot < 0 ? "" : key.substring(dot).toLowerCase(Locale.ROOT);
        return suffix.matches("\\.[a-z0-9]{2,5}") ? suffix : ".jpg";
    }

    private static String lines(List<LabelledBox> boxes) {
        return boxes.stream()
                .map(box -> box.classId() + " " + box.cx() + " " + box.cy() + " " + box.w() + " " + box.h() + "\n")
                .collect(Collectors.joining());
    }

    private static String regions(List<IgnoreRegion> regions) {
        return regions.stream()
                .map(region -> region.cx() + " " + region.cy() + " " + region.w() + " " + region.h() + "\n")
                .collect(Collectors.joining());
    }

    /** Returns the SHA-256 of all paths and contents below a folder, in the order of the paths; {@code sha256.txt} is left out. */
    static String hash(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(Files::isRegularFile).toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!name.equals(HASH_FILE)) {
                lines.add(name + " " + Sha256.of(file) + "\n");
            }
        }
        lines.sort(Comparator.naturalOrder());
        return Sha256.of(String.join("", lines));
    }

    /** Returns the hash that {@code sha256.txt} holds. */
    static String recorded(Path folder) throws IOException {
        return Files.readString(folder.resolve(HASH_FILE)).strip();
    }
}
