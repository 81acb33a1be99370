package io.nerest.experiments.offline;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.DataSetFolder;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import io.nerest.system.AtomicFile;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A folder of frames to label with any tool:
 *
 * <ul>
 *   <li>{@code images}: the frames, under names without folders;
 *   <li>{@code classes.txt}: the classes, in the order of their numbers;
 *   <li>{@code suggestions}: the model's boxes, in the requested format;
 *   <li>{@code labels}: to be filled with YOLO's label files, an empty one for a frame without objects; or
 *   <li>{@code labelled}: to be filled with an export of any of the formats.
 * </ul>
 */
final class LabelBatch {
    private final Path folder;
    private final List<String> classNames;
    private final Map<String, PoolFrame> frames = new LinkedHashMap<>();

    /** @param frames in the order of their ranks */
    LabelBatch(Path folder, List<String> classNames, List<PoolFrame> frames) {
        this.folder = folder;
        this.classNames = List.copyOf(classNames);
        for (PoolFrame frame : frames) {
            String name = frame.name().replace("/", "__");
            for (int number = 2; this.frames.containsKey(name); number++) {
                name = number + "_" + frame.name().replace("/", "__");
            }
            this.frames.put(name, frame);
        }
    }

    /** Writes the batch, unless it was written before. */
    void write(List<ChosenFrame> chosen, Map<String, List<ScoredBox>> suggestions, AnnotationFormat format)
            throws IOException {
        if (Files.isRegularFile(folder.resolve("README.txt"))) {
            return;
        }
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Files.createDirectories(folder.resolve("labelled"));
        List<AnnotatedImage> images = new ArrayList<>();
        for (Map.Entry<String, PoolFrame> frame : frames.entrySet()) {
            Path image = folder.resolve("images/" + frame.getKey());
            DataSetFolder.place(frame.getValue().item().image(), image, true);
            images.add(new AnnotatedImage(
                    frame.getKey(),
                    Split.NONE,
                    frame.getValue().item().width(),
                    frame.getValue().item().height(),
                    Optional.of(image),
                    boxes(suggestions.getOrDefault(frame.getValue().name(), List.of()))));
        }
        Files.write(folder.resolve("classes.txt"), classNames);
        StringBuilder table = new StringBuilder("rank,file,frame,score,reason\n");
        List<String> names = List.copyOf(frames.keySet());
        for (int i = 0; i < chosen.size(); i++) {
            table.append("%d,%s,%s,%s,%s\n"
                    .formatted(
                            chosen.get(i).rank(),
                            quoted(names.get(i)),
                            quoted(chosen.get(i).frame()),
                            chosen.get(i).score(),
                            quoted(chosen.get(i).reason())));
        }
        AtomicFile.write(folder.resolve("batch.csv"), table.toString());
        if (!Files.isDirectory(folder.resolve("suggestions"))) {
            DataSetFolder.write(
                    new AnnotationSet(classNames, images),
                    format,
                    folder.resolve("suggestions"),
                    DataSetFolder.Images.NONE);
        }
        AtomicFile.write(folder.resolve("README.txt"), readme(format));
    }

    private String readme(AnnotationFormat format) {
        return """
                Label the %d frames in 'images' with any tool. Classes: %s.
                'suggestions' holds the model's boxes as %s; correct them or start without.

                Return the labels in one of two ways, then run the same command again:
                  labels/    a text file of YOLO for each frame ('class cx cy w h', fractions); an empty file for no object
                  labelled/  the tool's export: yolo, coco, voc, cvat, label-studio, viame, megadetector or fiftyone
                """.formatted(frames.size(), String.join(", ", classNames), format.label());
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private List<AnnotatedBox> boxes(List<ScoredBox> boxes) {
        return boxes.stream()
                .map(box -> new AnnotatedBox(
                        classNames.get(box.classId()),
                        box.cx() - box.w() / 2,
                        box.cy() - box.h() / 2,
                        box.w(),
                        box.h(),
                        OptionalDouble.of(box.confidence())))
                .toList();
    }

    /**
     * Reads the labels that annotators returned.
     *
     * @return items by the frame's name; frames without a label are absent
     * @throws FormatException if an export cannot be used
     */
    Map<String, DatasetItem> labels() throws IOException {
        Map<String, DatasetItem> labelled = new LinkedHashMap<>();
        Path export = folder.resolve("labelled");
        if (Files.isDirectory(export) && !isEmpty(export)) {
            ImportReport report = new ImportReport();
            Path source = single(export);
            AnnotationSet set = AnnotationFormat.detect(source)
                    .read(source, List.of(folder.resolve("images")), FormatLimits.DEFAULT, report);
            if (report.rejected() > 0) {
                throw new FormatException(report.text());
            }
            for (AnnotatedImage image : set.images()) {
                frame(image.name()).ifPresent(frame -> put(frame, image, labelled));
            }
        }
        for (Map.Entry<String, PoolFrame> frame : frames.entrySet()) {
            Path file = folder.resolve("labels/" + AnnotatedImage.stem(frame.getKey()) + ".txt");
            if (Files.isRegularFile(file)
                    && !labelled.containsKey(frame.getValue().name())) {
                ImportReport report = new ImportReport();
                AnnotationSet set = AnnotationFormat.YOLO.read(folder, List.of(), FormatLimits.DEFAULT, report);
                if (report.rejected() > 0) {
                    throw new FormatException(report.text());
                }
                for (AnnotatedImage image : set.images()) {
                    Path own = folder.resolve("labels/" + image.stem() + ".txt");
                    if (Files.isRegularFile(own)) {
                        frame(image.name())
                                .filter(other -> !labelled.containsKey(other.name()))
                                .ifPresent(other -> put(other, image, labelled));
                    }
                }
                break;
            }
        }
        return labelled;
    }

    private void put(PoolFrame frame, AnnotatedImage image, Map<String, DatasetItem> labelled) {
        for (AnnotatedBox box : image.boxes()) {
            if (!classNames.contains(box.className())) {
                throw new IllegalArgumentException("%s: image %s has a box of class '%s'; the classes are %s"
                        .formatted(folder, image.name(), box.className(), classNames));
            }
        }
        DatasetItem item = frame.item();
        labelled.put(
                frame.name(),
                new DatasetItem(
                        item.image(),
                        OfflineData.labels(image, classNames),
                        item.stream(),
                        item.width(),
                        item.height()));
    }

    /** The frame of an exported name, which may have folders before it. */
    private Optional<PoolFrame> frame(String name) {
        PoolFrame whole = frames.get(name);
        return Optional.ofNullable(whole != null ? whole : frames.get(name.substring(name.lastIndexOf('/') + 1)));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** A folder with one entry stands for that entry: exports are often packed so. */
    private static Path single(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            return all.size() == 1 ? all.get(0) : folder;
        }
    }
}
