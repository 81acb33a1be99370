package io.nerest.cli.dataset;

import io.nerest.commandline.OptionRange;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How data sets are read. */
final class ReadOptions {
    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description = "format of the source: yolo, coco, voc, cvat, label-studio, viame, megadetector, fiftyone"
                    + " (recognised by content)")
    private @Nullable String from;

    @Option(
            names = "--images",
            split = ",",
            paramLabel = "DIR",
            description = "folders of the images, searched before the format's usual places")
    private List<Path> images = List.of();

    @Option(
            names = "--max-boxes",
            defaultValue = "2000000",
            paramLabel = "N",
            description = "most boxes of a data set (${DEFAULT-VALUE})")
    private int maxBoxes;

    @Option(
            names = "--skip-rejected",
            description = "leave out rejected images; otherwise one of them ends the command, and nothing is written")
    private boolean skipRejected;

    /**
     * Reads a data set and prints the report.
     *
     * @throws FormatException if an image was rejected, unless rejected images are skipped
     */
    AnnotationSet read(Path source, PrintWriter out) throws IOException {
        ImportReport report = new ImportReport();
        AnnotationSet set = readAll(source, report);
        out.println(source + ": " + report.text());
        if (report.rejected() > 0 && !skipRejected) {
            throw new FormatException(
                    "%s: %,d images or files were rejected, so nothing is written; correct them, or add"
                                    .formatted(source, report.rejected())
                            + " --skip-rejected to leave them out");
        }
        return set;
    }

    /** Reads a data set into a report. */
    AnnotationSet readAll(Path source, ImportReport report) throws IOException {
        OptionRange.whole("--max-boxes", maxBoxes, 1, 100_000_000);
        AnnotationFormat format = from == null ? AnnotationFormat.detect(source) : format("--from", from);
        FormatLimits usual = FormatLimits.DEFAULT;
        return format.read(
                source,
                images,
                new FormatLimits(usual.images(), maxBoxes, usual.boxesPerImage(), usual.fileBytes()),
                report);
    }

    /** Reads a format's name. */
    static AnnotationFormat format(String option, String name) {
        for (AnnotationFormat format : AnnotationFormat.values()) {
            if (format.label()
                    .replace("-", "")
                    .equals(name.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""))) {
                return format;
            }
        }
        throw new IllegalArgumentException(option + "=" + name + ": must be one of "
                + String.join(
                        ", ",
                        List.of(AnnotationFormat.values()).stream()
                                .map(AnnotationFormat::label)
                                .toList()));
    }
}
