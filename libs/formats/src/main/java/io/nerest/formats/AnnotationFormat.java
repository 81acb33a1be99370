package io.nerest.formats;

import io.nerest.formats.coco.CocoSetReader;
import io.nerest.formats.coco.CocoSetWriter;
import io.nerest.formats.cvat.CvatSetReader;
import io.nerest.formats.cvat.CvatSetWriter;
import io.nerest.formats.fiftyone.FiftyOneSetReader;
import io.nerest.formats.fiftyone.FiftyOneSetWriter;
import io.nerest.formats.labelstudio.LabelStudioSetReader;
import io.nerest.formats.labelstudio.LabelStudioSetWriter;
import io.nerest.formats.megadetector.MegaDetectorSetReader;
import io.nerest.formats.megadetector.MegaDetectorSetWriter;
import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.KnownSizes;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.parse.AnnotationJson;
import io.nerest.formats.viame.ViameSetReader;
import io.nerest.formats.viame.ViameSetWriter;
import io.nerest.formats.voc.VocSetReader;
import io.nerest.formats.voc.VocSetWriter;
import io.nerest.formats.yolo.YoloSetReader;
import io.nerest.formats.yolo.YoloSetWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The formats that data sets are read from and written to. */
public enum AnnotationFormat {
    /** {@code data.yaml}, label files of lines. */
    YOLO,
    /** Instances JSON. */
    COCO,
    /** Pascal VOC's XML. */
    VOC,
    /** CVAT for images 1.1. */
    CVAT,
    /** Label Studio's JSON, rectangles in percent. */
    LABEL_STUDIO,
    /** VIAME's CSV. */
    VIAME,
    /** MegaDetector's batch output. */
    MEGADETECTOR,
    /** FiftyOne's image detection data set. */
    FIFTYONE;

    /** The name on a command line, such as {@code label-studio}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the writer of the format. */
    public AnnotationWriter writer() {
        return switch (this) {
            case YOLO -> new YoloSetWriter();
            case COCO -> new CocoSetWriter();
            case VOC -> new VocSetWriter();
            case CVAT -> new CvatSetWriter();
            case LABEL_STUDIO -> new LabelStudioSetWriter();
            case VIAME -> new ViameSetWriter();
            case MEGADETECTOR -> new MegaDetectorSetWriter();
            case FIFTYONE -> new FiftyOneSetWriter();
        };
    }

    private AnnotationReader reader() {
        return switch (this) {
            case YOLO -> new YoloSetReader();
            case COCO -> new CocoSetReader();
            case VOC -> new VocSetReader();
            case CVAT -> new CvatSetReader();
            case LABEL_STUDIO -> new LabelStudioSetReader();
            case VIAME -> new ViameSetReader();
            case MEGADETECTOR -> new MegaDetectorSetReader();
            case FIFTYONE -> new FiftyOneSetReader();
        };
    }

    /**
     * Reads a data set. Images that cannot be used are left out and are in the report.
     *
     * @param source a file or folder of the format
     * @param imageFolders searched for images before the format's usual places
     * @throws FormatException if the source is not of the format, or exceeds the limits
     */
    public AnnotationSet read(Path source, List<Path> imageFolders, FormatLimits limits, ImportReport report)
            throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        return read(source, imageFolders, new SetBuilder(limits, report));
    }

    /**
     * Reads a data set of unknown origin, which may name files of its own folder only.
     *
     * @param folder the data set's folder; without links
     * @param sizes of images whose files are missing
     * @throws FormatException if the source is not of the format, exceeds the limits, or names a file elsewhere
     */
    public AnnotationSet readWithin(
            Path folder, Path source, FormatLimits limits, ImportReport report, KnownSizes sizes) throws IOException {
        return read(source, List.of(), new SetBuilder(limits, report, folder, sizes));
    }

    private AnnotationSet read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        reader().read(source, imageFolders, set);
        return set.build();
    }

    /**
     * Finds the format of a file or folder by its content.
     *
     * @throws FormatException if it is none of the formats
     */
    public static AnnotationFormat detect(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        Optional<AnnotationFormat> found = Files.isDirectory(source) ? ofFolder(source) : ofFile(source);
        return found.orElseThrow(() -> new FormatException(source
                + ": its format is not recognised; name it by --from, one of "
                + String.join(
                        ", ", Stream.of(values()).map(AnnotationFormat::label).toList())));
    }

    private static Optional<AnnotationFormat> ofFolder(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve("data.yaml")) || Files.isRegularFile(folder.resolve("dataset.yaml"))) {
            return Optional.of(YOLO);
        }
        if (Files.isRegularFile(folder.resolve("classes.txt")) && Files.isDirectory(folder.resolve("labels"))) {
            return Optional.of(YOLO); // as Label Studio exports it, with a JSON file of notes
        }
        if (Files.isDirectory(folder.resolve("Annotations"))) {
            return Optional.of(VOC);
        }
        if (Files.isDirectory(folder.resolve("annotations"))) {
            return Optional.of(ofAnnotations(folder.resolve("annotations")));
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Optional<AnnotationFormat> format = suffix(file).equals("yaml") ? Optional.empty() : ofFile(file);
                if (format.isPresent()) {
                    return format;
                }
            }
        }
        return Files.isDirectory(folder.resolve("images")) && Files.isDirectory(folder.resolve("labels"))
                ? Optional.of(YOLO)
                : Optional.empty();
    }

    /** COCO's JSON, unless there are only XML files: other tools write VOC's folder in lower case. */
    private static AnnotationFormat ofAnnotations(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> known = files.filter(Files::isRegularFile)
                    .filter(file -> Set.of("xml", "json").contains(suffix(file)))
                    .sorted()
                    .toList();
            boolean json = known.stream().anyMatch(file -> suffix(file).equals("json"));
            return json || known.isEmpty() ? COCO : ofXml(known.get(0)).orElse(VOC);
        }
    }

    private static Optional<AnnotationFormat> ofFile(Path file) throws IOException {
        return switch (suffix(file)) {
            case "yaml", "yml" -> Optional.of(YOLO);
            case "csv" -> Optional.of(VIAME);
            case "xml" -> ofXml(file);
            case "json" -> ofJson(file);
            default -> Optional.empty();
        };
    }

    private static Optional<AnnotationFormat> ofXml(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            char[] start = new char[4000];
            int length = Math.max(0, reader.read(start));
            String text = new String(start, 0, length).replace("\0", "");
            return text.contains("<annotations")
                    ? Optional.of(CVAT)
                    : text.contains("<annotation") ? Optional.of(VOC) : Optional.empty();
        }
    }

    private static Optional<AnnotationFormat> ofJson(Path file) throws IOException {
        Set<String> names = new HashSet<>();
        try (AnnotationJson json = AnnotationJson.open(file, FormatLimits.DEFAULT.fileBytes())) {
            if (json.isArray()) {
                return Optional.of(LABEL_STUDIO);
            }
            if (json.isObject()) {
                json.fields(name -> {
                    names.add(name);
                    return false;
                });
            }
        }
        return names.contains("detection_categories")
                ? Optional.of(MEGADETECTOR)
                : names.contains("annotations") || names.contains("categories")
                        ? Optional.of(COCO)
                        : names.contains("labels") || names.contains("samples")
                                ? Optional.of(FIFTYONE)
                                : Optional.empty();
    }

    private static String suffix(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
