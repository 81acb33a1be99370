package io.nerest.training.dataset;

import io.nerest.formats.model.Split;
import io.nerest.vision.image.ImageLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads data sets in three layouts: YOLO's {@code data.yaml}, Pascal VOC, and COCO instance annotations. Unusable
 * files and labels are skipped and reported; an unusable data set is an exception.
 */
public final class DatasetReader {
    private final ImageLimits limits;
    private final Split evaluated;

    /** Creates a reader with the default image limits. */
    public DatasetReader() {
        this(ImageLimits.DEFAULT);
    }

    public DatasetReader(ImageLimits limits) {
        this(limits, Split.VAL);
    }

    private DatasetReader(ImageLimits limits, Split evaluated) {
        this.limits = limits;
        this.evaluated = evaluated;
    }

    /**
     * Reads a data set, every image's header included.
     *
     * @param source a {@code .yaml} file; or a folder that holds {@code data.yaml}, {@code Annotations} and
     *     {@code ImageSets} (VOC), or {@code annotations/*train*.json} and {@code *val*.json} (COCO)
     * @throws DatasetException if it is none of these, or a split has no usable image
     */
    public static Dataset read(Path source) throws DatasetException {
        return new DatasetReader().readFrom(source);
    }

    /**
     * As {@link #read}, but a model is evaluated on another split: {@link Dataset#val} holds its images.
     *
     * @param split the name {@code train}, {@code val} or {@code test}
     * @throws IllegalArgumentException if it is none of these
     */
    public static Dataset read(Path source, String split) throws DatasetException {
        Split evaluated = Split.of(split);
        if (evaluated == Split.NONE) {
            throw new IllegalArgumentException("split=" + split + ": must be train, val or test");
        }
        return new DatasetReader(ImageLimits.DEFAULT, evaluated).readFrom(source);
    }

    /** As {@link #read}, within this reader's limits. */
    public Dataset readFrom(Path source) throws DatasetException {
        if (!Files.exists(source)) {
            throw new DatasetException("there is no data set at " + source.toAbsolutePath());
        }
        DatasetFindings findings = new DatasetFindings();
        Contents contents = contents(source, new ItemReader(limits, findings), findings);
        Set<Path> measured = new HashSet<>();
        contents.val().forEach(item -> measured.add(item.image()));
        for (DatasetItem item : evaluated == Split.TRAIN ? List.<DatasetItem>of() : contents.train()) {
            if (measured.contains(item.image())) {
                findings.found(DatasetProblem.IN_BOTH_SPLITS, item.image().toString());
            }
        }
        DatasetReport report = findings.report(
                source.toString(), contents.classNames(), contents.train(), evaluated.label(), contents.val());
        if (contents.train().isEmpty() || contents.val().isEmpty()) {
            throw new DatasetException("no usable image is left in %s of %s\n%s"
                    .formatted(contents.train().isEmpty() ? "train" : evaluated.label(), source, report.text()));
        }
        return new Dataset(contents.classNames(), contents.train(), contents.val(), report);
    }

    /** The result of a format's reader: class names by index, and the images of both splits. */
    record Contents(List<String> classNames, List<DatasetItem> train, List<DatasetItem> val) {}

    private Contents contents(Path source, ItemReader items, DatasetFindings findings) throws DatasetException {
        if (!Files.isDirectory(source)) {
            String name = source.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return new YoloReader(source, items, findings).read(evaluated);
            }
            throw new DatasetException(source + " is neither a folder nor a .yaml file");
        }
        if (Files.exists(source.resolve("data.yaml"))) {
            return new YoloReader(source.resolve("data.yaml"), items, findings).read(evaluated);
        }
        if (Files.isDirectory(source.resolve("Annotations"))) {
            return new VocReader(source, items, findings).read(evaluated);
        }
        if (Files.isDirectory(source.resolve("annotations"))) {
            return new CocoReader(source, items, findings).read(evaluated);
        }
        throw new DatasetException(
                source + " holds neither data.yaml (YOLO), nor Annotations (VOC), nor annotations (COCO)");
    }
}
