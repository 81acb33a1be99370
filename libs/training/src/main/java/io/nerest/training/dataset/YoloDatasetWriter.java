package io.nerest.training.dataset;

import io.nerest.formats.yolo.YoloPlaces;
import io.nerest.vision.box.LabelledBox;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes a data set in YOLO's layout: {@code images}, {@code labels}, {@code train.txt}, {@code val.txt}, {@code
 * data.yaml}.
 * {@link #close} writes the list files.
 */
public final class YoloDatasetWriter implements AutoCloseable {

    /** The split of an image. */
    public enum Split {
        TRAIN,
        VAL
    }

    private final Path folder;
    private final List<String> classNames;
    private final BufferedWriter train;
    private final BufferedWriter val;

    /** Starts a data set in a folder, which is created if necessary. */
    public YoloDatasetWriter(Path folder, List<String> classNames) throws IOException {
        this.folder = folder;
        this.classNames = List.copyOf(classNames);
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        this.train = Files.newBufferedWriter(folder.resolve("train.txt"), StandardCharsets.UTF_8);
        this.val = Files.newBufferedWriter(folder.resolve("val.txt"), StandardCharsets.UTF_8);
    }

    /**
     * Adds one image.
     *
     * @param name of the image's file, with suffix and without a path
     * @param image the file's bytes
     * @param labels its objects; none for background
     * @throws IllegalArgumentException if the name is a path, or a label has an unknown class
     */
    public void add(Split split, String name, byte[] image, List<LabelledBox> labels) throws IOException {
        if (name.isBlank() || !Path.of(name).equals(Path.of(name).getFileName()) || name.startsWith(".")) {
            throw new IllegalArgumentException("'" + name + "' is not a plain file name");
        }
        StringBuilder lines = new StringBuilder();
        for (LabelledBox label : labels) {
            if (label.classId() < 0 || label.classId() >= classNames.size()) {
                throw new IllegalArgumentException(
                        "%s: there is no class %d among %s".formatted(name, label.classId(), classNames));
            }
            lines.append(String.format(
                    Locale.ROOT,
                    "%d %.6f %.6f %.6f %.6f%n",
                    label.classId(),
                    label.cx(),
                    label.cy(),
                    label.w(),
                    label.h()));
        }
        Path file = folder.resolve("images").resolve(name);
        Files.write(file, image);
        Files.writeString(YoloPlaces.labelFile(file), lines, StandardCharsets.UTF_8);
        BufferedWriter list = split == Split.TRAIN ? train : val;
        list.write("images/" + name);
        list.newLine();
    }

    /** Returns the {@code data.yaml}, valid once this writer is closed. */
    public Path dataYaml() {
        return folder.resolve("data.yaml");
    }

    @Override
    public void close() throws IOException {
        train.close();
        val.close();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("path", ".");
        content.put("train", "train.txt");
        content.put("val", "val.txt");
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int i = 0; i < classNames.size(); i++) {
            names.put(i, classNames.get(i));
        }
        content.put("names", names);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(dataYaml(), new Yaml(options).dump(content), StandardCharsets.UTF_8);
    }
}
