package io.nerest.cli.dataset;

import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.DataSetFolder;
import io.nerest.formats.edit.ClassMap;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a data set is written. */
final class WriteOptions {
    @Option(names = "--to", defaultValue = "yolo", paramLabel = "FORMAT", description = "format to write (yolo)")
    private String to = "yolo";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "new folder of the data set")
    private Path out = Path.of("");

    @Option(
            names = "--image-files",
            defaultValue = "copy",
            description = "copy, link (hard links), or none (annotations alone) (copy)")
    private DataSetFolder.Images imageFiles = DataSetFolder.Images.COPY;

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "OLD=NEW",
            description = "rename classes, several to one if wanted: chum=fish,pink=fish; *=fish for all others")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--ignore", split = ",", paramLabel = "CLASS", description = "leave out boxes of these classes")
    private List<String> ignored = List.of();

    @Option(names = "--dry-run", description = "read, check and report; write nothing")
    private boolean dryRun;

    private @Nullable AnnotationFormat format;

    Path folder() {
        return out;
    }

    /** Whether images are written beside the annotations. */
    boolean placesImages() {
        return imageFiles != DataSetFolder.Images.NONE && !dryRun;
    }

    /** Checks the options before the data set is read. */
    void check() throws IOException {
        format = ReadOptions.format("--to", to);
        DataSetFolder.requireFree(out);
    }

    /** Applies the class map and writes the data set. */
    void write(AnnotationSet set, PrintWriter console) throws IOException {
        AnnotationSet mapped =
                map.isEmpty() && ignored.isEmpty() ? set : new ClassMap(map, Set.copyOf(ignored)).apply(set);
        AnnotationFormat written = format == null ? ReadOptions.format("--to", to) : format;
        if (placesImages()) {
            List<String> missing = mapped.images().stream()
                    .filter(image -> image.file().isEmpty())
                    .map(AnnotatedImage::name)
                    .toList();
            if (!missing.isEmpty()) {
                throw new FormatException(
                        "%,d image files were not found, such as %s; name their folder by --images, or write annotations alone by --image-files=none"
                                .formatted(missing.size(), missing.get(0)));
            }
        }
        String summary = String.format(
                Locale.ROOT,
                "%,d images, %,d boxes, classes %s as %s",
                mapped.images().size(),
                mapped.boxes(),
                mapped.classNames(),
                written.label());
        if (dryRun) {
            console.println("Dry run: would write " + summary + " to " + out);
            return;
        }
        DataSetFolder.write(mapped, written, out, imageFiles);
        console.println("Wrote " + summary + " to " + out);
    }
}
