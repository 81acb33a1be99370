package io.nerest.simulator.dataset;

import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YOLO data set on disk: a {@code data.yaml} with {@code path}, {@code train}, {@code val} and {@code names}; lists or
 * directories of images; label files in the same structure with {@code images} in the path replaced by {@code labels}.
 *
 * @param names class names by class id
 * @param train training frames, sorted by file name, so the frames of a stream are in order of time
 * @param val validation frames, sorted by file name
 */
public record YoloDataset(Map<Integer, String> names, List<DatasetFrame> train, List<DatasetFrame> val) {
    private static final Set<String> IMAGE_TYPES = Set.of("jpg", "jpeg", "png", "bmp", "webp");
    private static final int YAML_LIMIT = 1 << 20;

    public YoloDataset {
        names = Map.copyOf(names);
        train = List.copyOf(train);
        val = List.copyOf(val);
    }

    /**
     * Reads the data set.
     *
     * @param file its {@code data.yaml}
     * @throws DatasetFormatException if a file is missing or invalid
     */
    public static YoloDataset read(Path file) {
        Object document = parse(file);
        if (!(document instanceof Map<?, ?> fields)) {
            throw new DatasetFormatException(file + " is not a data set: it must have the fields train, val and names");
        }
        Map<Integer, String> names = names(file, fields.get("names"));
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        Path root =
                fields.get("path") instanceof String path ? folder.resolve(path).normalize() : folder;
        Reader reader = new Reader(file, root, names.size());
        return new YoloDataset(
                names, reader.frames("train", fields.get("train")), reader.frames("val", fields.get("val")));
    }

    private static Object parse(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YAML_LIMIT);
        try {
            Object document = new Yaml(new SafeConstructor(options)).load(TextFile.read(file));
            return document == null ? Map.of() : document;
        } catch (IOException e) {
            throw new DatasetFormatException(unreadable(file, e), e);
        } catch (YAMLException e) {
            throw new DatasetFormatException(file + " is not valid YAML" + place(e), e);
        }
    }

    private static String place(YAMLException failure) {
        return failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? ": %s in line %d, column %d"
                        .formatted(
                                marked.getProblem(),
                                marked.getProblemMark().getLine() + 1,
                                marked.getProblemMark().getColumn() + 1)
                : "";
    }

    private static String unreadable(Path file, IOException failure) {
        return failure instanceof UnreadableTextException
                ? String.valueOf(failure.getMessage())
                : file + " cannot be read: " + FileProblem.reason(failure);
    }

    private static Map<Integer, String> names(Path file, @Nullable Object field) {
        Map<Integer, String> names = new TreeMap<>();
        if (field instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                names.put(i, String.valueOf(list.get(i)));
            }
        } else if (field instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (!(key instanceof Integer number)) {
                    throw new DatasetFormatException(file + ": the class id " + key + " in names is not an integer");
                }
                names.put(number, String.valueOf(value));
            });
        }
        if (names.isEmpty()) {
            throw new DatasetFormatException(
                    file + ": the field names is missing or empty; it lists the classes, for example {0: fish}");
        }
        return names;
    }

    /** Reads the image lists of a data set. */
    private record Reader(Path file, Path root, int classes) {

        List<DatasetFrame> frames(String field, @Nullable Object value) {
            List<?> sources = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            if (sources.isEmpty()) {
                throw new DatasetFormatException(file + ": the field " + field + " is missing");
            }
            List<Path> images = new ArrayList<>();
            for (Object source : sources) {
                images.addAll(images(field, String.valueOf(source)));
            }
            return images.stream()
                    .sorted(Comparator.comparing(Path::toString))
                    .map(image -> new DatasetFrame(image, DatasetFrame.streamOf(image), labels(image)))
                    .toList();
        }

        private List<Path> images(String field, String source) {
            Path path = root.resolve(source).normalize();
            try {
                if (Files.isDirectory(path)) {
                    try (Stream<Path> files = Files.walk(path)) {
                        return files.filter(Reader::isImage).toList();
                    }
                }
                if (!Files.isRegularFile(path)) {
                    throw new DatasetFormatException(file + ": " + field + " names " + path + ", which does not exist");
                }
                Path base = Objects.requireNonNull(path.toAbsolutePath().getParent());
                return TextFile.lines(path).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(line -> listed(base, path, line))
                        .toList();
            } catch (IOException e) {
                throw new DatasetFormatException(unreadable(path, e), e);
            }
        }

        private static Path listed(Path base, Path list, String line) {
            try {
                Path image = base.resolve(line).normalize();
                if (!Files.isRegularFile(image)) {
                    throw new DatasetFormatException(list + " names " + image + ", which does not exist");
                }
                return image;
            } catch (InvalidPathException e) {
                throw new DatasetFormatException(list + ": \"" + line + "\" is not a file name", e);
            }
        }

        private static boolean isImage(Path path) {
            String name = path.getFileName().toString();
            return IMAGE_TYPES.contains(
                    name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        }

        private List<LabelledBox> labels(Path image) {
            Path labels = labelFile(image);
            if (!Files.exists(labels)) {
                return List.of();
            }
            try {
                List<LabelledBox> read = new ArrayList<>();
                List<String> lines = TextFile.lines(labels);
                for (int i = 0; i < lines.size(); i++) {
                    if (!lines.get(i).isBlank()) {
                        read.add(LabelLine.parse(lines.get(i), classes, labels + ":" + (i + 1)));
                    }
                }
                return read;
            } catch (IOException e) {
                throw new DatasetFormatException(unreadable(labels, e), e);
            }
        }
    }

    /** Returns the label file of an image: the last directory "images" of its path is replaced by "labels". */
    static Path labelFile(Path image) {
        String name = image.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String text = (dot < 0 ? name : name.substring(0, dot)) + ".txt";
        for (int i = image.getNameCount() - 2; i >= 0; i--) {
            if (image.getName(i).toString().equals("images")) {
                Path before = i == 0 ? Path.of("") : image.subpath(0, i);
                Path start = image.isAbsolute() ? image.getRoot().resolve(before) : before;
                Path between =
                        i + 1 < image.getNameCount() - 1 ? image.subpath(i + 1, image.getNameCount() - 1) : Path.of("");
                return start.resolve("labels").resolve(between).resolve(text);
            }
        }
        return image.resolveSibling(text);
    }
}
