package io.nerest.cli.dataset;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.archive.ArchiveFile;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest dataset pull}: the labels of a running stack as a data set. */
@Command(
        name = "pull",
        description = {
            "Downloads the labelled frames of a running stack and writes them as a data set of any format: the newest label"
                    + " of each frame, or the labels of a version of a named data set, and the images unless"
                    + " --image-files=none.",
            "Images are stored in OUT.images until the command completes. After a failure, run it again to resume with them."
        },
        footer = {"", "Example: nerest dataset pull --url http://localhost:8081 --stream weir-1 --to coco --out weir"})
final class PullCommand implements Callable<Integer> {
    private static final Pattern FRAME = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Option(names = "--url", required = true, paramLabel = "URL", description = "ingest service of a running stack")
    private URI url = URI.create("");

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "bearer token of the service (NEREST_TOKEN, or NEREST_ACCESS_TOKEN)")
    private @Nullable String token;

    @Option(names = "--stream", paramLabel = "S", description = "frames of this stream (all)")
    private @Nullable String stream;

    @Option(names = "--since", paramLabel = "TIME", description = "frames captured then or later (all)")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "frames captured before (all)")
    private @Nullable Instant until;

    @Option(names = "--dataset", paramLabel = "NAME", description = "a version of this named data set, with its splits")
    private @Nullable String dataset;

    @Option(
            names = "--dataset-version",
            defaultValue = "latest",
            paramLabel = "V",
            description = "its number or a tag (${DEFAULT-VALUE})")
    private String version = "latest";

    @Mixin
    private WriteOptions writing = new WriteOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        writing.check();
        if (dataset != null && (stream != null || since != null || until != null)) {
            throw new IllegalArgumentException(
                    "--dataset names the frames of a version; leave out --stream, --since and --until");
        }
        StackDownload stack = new StackDownload(url, Optional.ofNullable(token));
        Path place = writing.folder().toAbsolutePath();
        Path downloads = place.resolveSibling(place.getFileName() + ".images");
        Files.createDirectories(downloads);
        AnnotationSet set = labels(stack, downloads);
        out.printf("%,d labelled frames with %,d boxes%n", set.images().size(), set.boxes());
        if (writing.placesImages()) {
            set = set.withImages(images(stack, set, downloads));
        }
        writing.write(set, out);
        delete(downloads);
        StatisticsTable.print(set, out);
        return ExitCode.OK;
    }

    private AnnotationSet labels(StackDownload stack, Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("labels.zip");
        if (dataset == null) {
            stack.labels(archive, Optional.ofNullable(stream), Optional.ofNullable(since), Optional.ofNullable(until));
        } else {
            stack.labels(archive, dataset, version);
        }
        Path content = folder.resolve("labels");
        delete(content);
        new ArchiveFile(archive, ArchiveLimits.DEFAULT).unpack(content, name -> true);
        ImportReport report = new ImportReport();
        AnnotationSet set = AnnotationFormat.COCO.read(content, List.of(), FormatLimits.DEFAULT, report);
        if (report.rejected() > 0) {
            throw new FormatException(url + " returned labels that cannot be read: " + report.text());
        }
        return set;
    }

    private List<AnnotatedImage> images(StackDownload stack, AnnotationSet set, Path folder)
            throws IOException, InterruptedException {
        List<AnnotatedImage> images = new ArrayList<>();
        try (ProgressDisplay progress = ProgressDisplay.start(
                "downloading", "images", set.images().size(), spec.commandLine().getErr())) {
            for (AnnotatedImage image : set.images()) {
                Matcher id = FRAME.matcher(image.name().substring(image.name().lastIndexOf('/') + 1));
                if (!id.find()) {
                    throw new FormatException(url + " returned the image '" + image.name() + "', which names no frame");
                }
                Path file = folder.resolve(
                        id.group() + image.name().substring(image.name().lastIndexOf('.')));
                if (!Files.exists(file)) {
                    stack.image(id.group(), file);
                }
                images.add(new AnnotatedImage(
                        image.name(), image.split(), image.width(), image.height(), Optional.of(file), image.boxes()));
                progress.step();
            }
        }
        return images;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
