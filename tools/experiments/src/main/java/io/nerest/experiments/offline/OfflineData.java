package io.nerest.experiments.offline;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.edit.ClassMap;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import io.nerest.formats.model.Streams;
import io.nerest.formats.time.CaptureTimeFinder;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The data of a campaign without services.
 *
 * @param classNames by class number
 * @param labelled the annotators' frames
 * @param validation measures every model
 * @param pool frames without labels
 */
record OfflineData(
        List<String> classNames, List<PoolFrame> labelled, List<DatasetItem> validation, List<PoolFrame> pool) {

    /** Before the names of labelled frames, so that they differ from those of the pool. */
    private static final String LABELLED = "labelled/";

    /**
     * Reads the labelled data set and the folder of frames.
     *
     * @param notes receives the report of the import
     * @throws IOException if a data set cannot be used
     */
    static OfflineData read(OfflineConfig config, Consumer<String> notes) throws IOException {
        AnnotationSet set = annotations(config, config.data(), notes);
        List<AnnotatedImage> train = set.images().stream()
                .filter(image -> image.split() == Split.TRAIN || image.split() == Split.NONE)
                .toList();
        List<AnnotatedImage> val = set.images(Split.VAL);
        List<String> classes = new ArrayList<>(set.classNames());
        if (config.validation().isPresent()) {
            AnnotationSet other = annotations(config, config.validation().get(), notes);
            val = other.images(Split.VAL).isEmpty() ? other.images() : other.images(Split.VAL);
            other.classNames().stream().filter(name -> !classes.contains(name)).forEach(classes::add);
        }
        if (train.isEmpty() || val.isEmpty()) {
            throw new FormatException("%s has %d images to train with and %d to validate; "
                            .formatted(config.data(), train.size(), val.size())
                    + "divide it by 'nerest dataset split --by=camera', or name a data set by 'validation'");
        }
        if (classes.isEmpty()) {
            throw new FormatException(config.data() + " names no class");
        }
        CaptureTimeFinder times = CaptureTimeFinder.usual(ZoneOffset.UTC);
        List<PoolFrame> labelled = new ArrayList<>();
        Set<Path> used = new HashSet<>();
        for (AnnotatedImage image : train) {
            DatasetItem item = item(image, classes, times);
            used.add(item.image().toRealPath());
            labelled.add(new PoolFrame(
                    LABELLED + image.split().label() + "/" + image.name(),
                    item,
                    times.find(item.image()).orElse(Instant.EPOCH)));
        }
        List<DatasetItem> validation = new ArrayList<>();
        for (AnnotatedImage image : val) {
            DatasetItem item = item(image, classes, times);
            used.add(item.image().toRealPath());
            validation.add(item);
        }
        return new OfflineData(classes, labelled, validation, pool(config.unlabelled(), used, times, notes));
    }

    private static AnnotationSet annotations(OfflineConfig config, Path source, Consumer<String> notes)
            throws IOException {
        ImportReport report = new ImportReport();
        AnnotationSet set = AnnotationFormat.detect(source).read(source, config.images(), FormatLimits.DEFAULT, report);
        notes.accept(source + ": " + report.text());
        if (report.rejected() > 0 && !config.skipRejected()) {
            throw new FormatException("%s: %d images or files were rejected; correct them, or set skipRejected: true"
                    .formatted(source, report.rejected()));
        }
        return config.classMap().isEmpty() && config.ignoredClasses().isEmpty()
                ? set
                : new ClassMap(config.classMap(), Set.copyOf(config.ignoredClasses())).apply(set);
    }

    private static DatasetItem item(AnnotatedImage image, List<String> classes, CaptureTimeFinder times)
            throws IOException {
        Path file = image.file()
                .orElseThrow(() ->
                        new FormatException("image '" + image.name() + "' was not found; name its folder by 'images'"));
        return new DatasetItem(file, labels(image, classes), stream(file, times), image.width(), image.height());
    }

    /** The camera that {@code times.csv} names, or else the file's name or folder. */
    private static String stream(Path file, CaptureTimeFinder times) throws IOException {
        Optional<String> named = times.stream(file);
        return named.isPresent() ? named.get() : Streams.of(file);
    }

    /** The boxes of an image as labels. */
    static List<LabelledBox> labels(AnnotatedImage image, List<String> classes) {
        List<LabelledBox> labels = new ArrayList<>();
        for (AnnotatedBox box : image.boxes()) {
            labels.add(new LabelledBox(
                    classes.indexOf(box.className()),
                    box.left() + box.width() / 2,
                    box.top() + box.height() / 2,
                    box.width(),
                    box.height()));
        }
        return labels;
    }

    /** The frames of a folder that are not labelled. Without times, they are a second apart in the order of names. */
    static List<PoolFrame> pool(Path folder, Set<Path> used, CaptureTimeFinder times, Consumer<String> notes)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        List<PoolFrame> pool = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        int labelled = 0;
        int rejected = 0;
        for (Map.Entry<String, Path> image : ImageFinder.imagesBelow(folder).entrySet()) {
            if (used.contains(image.getValue().toRealPath())) {
                labelled++;
                continue;
            }
            try {
                ImageHeader header = ImageHeader.read(image.getValue(), ImageLimits.DEFAULT.maxBytes());
                ImageLimits.DEFAULT.check(header);
                String stream = stream(image.getValue(), times);
                Instant inOrder = Instant.ofEpochSecond(counts.merge(stream, 1, Integer::sum));
                pool.add(new PoolFrame(
                        image.getKey(),
                        new DatasetItem(image.getValue(), List.of(), stream, header.width(), header.height()),
                        times.find(image.getValue()).orElse(inOrder)));
            } catch (ImageRejectedException e) {
                rejected++;
                notes.accept("skipped: " + image.getValue() + ": " + e.getMessage());
            }
        }
        notes.accept("%s: %d frames without labels, %d left out since they are labelled, %d unusable"
                .formatted(folder, pool.size(), labelled, rejected));
        if (pool.isEmpty()) {
            throw new FormatException(folder + " holds no frame without a label");
        }
        return pool;
    }
}
