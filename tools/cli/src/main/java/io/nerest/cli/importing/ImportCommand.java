package io.nerest.cli.importing;

import io.nerest.cli.predict.SourceFiles;
import io.nerest.cli.predict.VideoReader;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.formats.archive.ArchiveFile;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.time.CaptureTimeFinder;
import io.nerest.formats.time.CaptureTimeSource;
import io.nerest.system.Sha256;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest import}: frames of a folder, a video or an archive. */
@Command(
        name = "import",
        description = {
            "Imports the images and the frames of videos of a folder, a video, or an archive (zip, tar, tar.gz): into a running stack by --url, or into a"
                    + " folder by --out, which 'nerest curriculum' and 'nerest active' read.",
            "An interrupted import resumes when the same command is run again."
        },
        footer = {
            "",
            "Examples: nerest import card.zip --stream weir-1 --url http://localhost:8081",
            "          nerest import DCIM --stream weir-1 --out field --time-zone Asia/Sakhalin"
        })
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "folder, video, or archive")
    private Path source = Path.of("");

    @Option(names = "--stream", required = true, paramLabel = "S", description = "camera that the frames are of")
    private String stream = "";

    @Option(names = "--url", paramLabel = "URL", description = "ingest service of a running stack")
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "bearer token of the service (NEREST_TOKEN, or NEREST_ACCESS_TOKEN)")
    private @Nullable String token;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for frames and times, without a stack")
    private @Nullable Path out;

    @Option(
            names = "--time-from",
            split = ",",
            defaultValue = "sidecar,exif,name",
            description =
                    "sources of a frame's time, read in this order: sidecar (times.csv with file and captured_at),"
                            + " exif, name, modified (sidecar,exif,name)")
    private List<CaptureTimeSource> timeFrom = List.of();

    @Option(
            names = "--time-pattern",
            paramLabel = "REGEX",
            description = "pattern of file names with the groups year, month, day, hour, minute, second")
    private @Nullable Pattern timePattern;

    @Option(
            names = "--time-zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "of times without one, such as Asia/Sakhalin (${DEFAULT-VALUE})")
    private ZoneId zone = ZoneId.of("UTC");

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description =
                    "time of a video's first frame (the time in its name, the time of recording in the file, or else the"
                            + " time of its last change less its duration)")
    private @Nullable Instant start;

    @Option(names = "--every", defaultValue = "1", paramLabel = "N", description = "every Nth frame of a video (1)")
    private int every;

    @Option(names = "--journal", paramLabel = "FILE", description = "list of imported frames (runs/import/ID.txt)")
    private @Nullable Path journal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private int imported;
    private int rejected;
    private int before;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((url == null) == (out == null)) {
            throw new IllegalArgumentException("give either --url=URL of a running stack, or --out=DIR");
        }
        if (!stream.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "--stream=" + stream + ": must be letters, digits, '.', '_' and '-', at most 64");
        }
        OptionRange.whole("--every", every, 1, 1_000_000);
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        CaptureTimeFinder times = new CaptureTimeFinder(timeFrom, Optional.ofNullable(timePattern), zone);
        try (FrameTarget target = target();
                ImportJournal done = new ImportJournal(journalFile())) {
            if (Files.isDirectory(source)) {
                folder(source, times, target, done);
                reportLeftOut(ImportedFiles.othersBelow(source));
            } else if (ArchiveFile.isArchive(source)) {
                archive(times, target, done);
            } else if (SourceFiles.isVideo(source)) {
                Optional<String> problem = video(String.valueOf(source.getFileName()), source, times, target, done);
                if (problem.isPresent()) {
                    throw new IOException(problem.get());
                }
            } else {
                throw new IllegalArgumentException(source + " is neither a folder, nor a video, nor a zip or tar");
            }
        }
        PrintWriter console = spec.commandLine().getOut();
        console.printf("%d frames imported, %d imported before, %d rejected%n", imported, before, rejected);
        return rejected > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    private FrameTarget target() throws IOException, InterruptedException {
        if (out != null) {
            OutputPlace.folder("--out", out);
            return new FolderTarget(out, stream);
        }
        StackTarget stack =
                new StackTarget(url == null ? URI.create("http://localhost") : url, stream, Optional.ofNullable(token));
        stack.createStream();
        return stack;
    }

    private Path journalFile() {
        if (journal != null) {
            return journal;
        }
        String id = Sha256.of(source.toAbsolutePath().normalize() + "\n" + stream + "\n"
                        + (out == null ? url : out.toAbsolutePath().normalize()))
                .substring(0, 16);
        return Path.of("runs/import", id + ".txt");
    }

    private void folder(Path folder, CaptureTimeFinder times, FrameTarget target, ImportJournal done)
            throws IOException, InterruptedException {
        Map<String, Path> images = ImageFinder.imagesBelow(folder);
        Map<String, Path> videos = SourceFiles.videosBelow(folder);
        if (images.isEmpty() && videos.isEmpty()) {
            throw new IllegalArgumentException(source + " holds neither an image nor a video");
        }
        if (start != null && videos.size() > 1) {
            throw new IllegalArgumentException("--start=" + start + ": the source holds " + videos.size()
                    + " videos, and only one can begin then; import it alone");
        }
        requireTimes(images, times);
        try (ProgressDisplay progress = progress(images.size())) {
            for (Map.Entry<String, Path> image : images.entrySet()) {
                String key = ImportJournal.key(image.getKey(), image.getValue());
                if (done.holds(key)) {
                    before++;
                } else {
                    Instant time = times.find(image.getValue()).orElseThrow();
                    add(new FieldFrame(key, flatName(image.getKey()), image.getValue(), time), target, done);
                }
                progress.step();
            }
        }
        for (Map.Entry<String, Path> video : videos.entrySet()) {
            Optional<String> problem = video(video.getKey(), video.getValue(), times, target, done);
            if (problem.isPresent()) {
                rejected++;
                spec.commandLine().getErr().println("rejected: " + video.getKey() + ": " + problem.get());
            }
        }
    }

    /** The name of a frame's file in the target, which has no folders. */
    private String flatName(String path) {
        return stream + "_" + path.replace('/', '_');
    }

    private void reportLeftOut(List<String> names) {
        if (!names.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d files are neither images nor videos and were left out, such as %s%n",
                            names.size(), String.join(", ", names.subList(0, Math.min(3, names.size()))));
        }
    }

    /** Refuses a folder in which a frame has no time, before anything is imported. */
    private void requireTimes(Map<String, Path> images, CaptureTimeFinder times) throws IOException {
        int without = 0;
        String example = "";
        for (Map.Entry<String, Path> image : images.entrySet()) {
            if (times.find(image.getValue()).isEmpty()) {
                without++;
                example = example.isEmpty() ? image.getKey() : example;
            }
        }
        if (without > 0) {
            throw new IllegalArgumentException(
                    ("%d of %d images have no known time, such as %s; add times.csv (file,captured_at),"
                                    + " describe their names by --time-pattern, or use the files' times by --time-from=exif,modified")
                            .formatted(without, images.size(), example));
        }
    }

    private void archive(CaptureTimeFinder times, FrameTarget target, ImportJournal done)
            throws IOException, InterruptedException {
        Path unpacked = Files.createTempDirectory("nerest-import");
        List<String> leftOut = new ArrayList<>();
        try {
            new ArchiveFile(source, ArchiveLimits.DEFAULT).unpack(unpacked, name -> {
                boolean read = ImportedFiles.isRead(Path.of(name));
                if (!read) {
                    leftOut.add(name);
                }
                return read;
            });
            folder(unpacked, times, target, done);
            reportLeftOut(leftOut);
        } finally {
            delete(unpacked);
        }
    }

    /** Imports the frames of a video. Returns why it cannot be read to its end. */
    private Optional<String> video(
            String path, Path file, CaptureTimeFinder times, FrameTarget target, ImportJournal done)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("nerest-import");
        try (VideoReader video = opened(file);
                ProgressDisplay progress = progress(Math.max(1, video.frames() / every))) {
            Instant first = start != null
                    ? start
                    : times.named(String.valueOf(file.getFileName()))
                            .orElse(video.start(Files.getLastModifiedTime(file).toInstant()));
            double seconds = 1 / (video.rate() * every);
            for (Optional<DecodedImage> image = next(video); image.isPresent(); image = next(video)) {
                try (DecodedImage frame = image.get()) {
                    String key = ImportJournal.key(path + "#" + video.number(), file);
                    if (done.holds(key)) {
                        before++;
                    } else {
                        Path written = work.resolve("frame.jpg");
                        Files.write(written, ImageEncoder.jpeg(frame, 95));
                        Instant time = first.plus(Duration.ofNanos(Math.round((video.number() - 1) * seconds * 1e9)));
                        String name =
                                flatName(path.replaceFirst("\\.[^.]*$", "")) + "_f%06d.jpg".formatted(video.number());
                        add(new FieldFrame(key, name, written, time), target, done);
                    }
                }
                progress.step();
            }
            return Optional.empty();
        } catch (UnreadableVideoException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            delete(work);
        }
    }

    private VideoReader opened(Path file) throws UnreadableVideoException {
        try {
            return new VideoReader(file, every, ImageLimits.DEFAULT);
        } catch (IOException e) {
            throw new UnreadableVideoException(e);
        }
    }

    private static Optional<DecodedImage> next(VideoReader video) throws UnreadableVideoException {
        try {
            return video.next();
        } catch (IOException e) {
            throw new UnreadableVideoException(e);
        }
    }

    /** The video ends the import of itself alone; a failure of the target ends the whole import. */
    private static final class UnreadableVideoException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableVideoException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private void add(FieldFrame frame, FrameTarget target, ImportJournal done)
            throws IOException, InterruptedException {
        Optional<String> problem = target.add(frame);
        if (problem.isPresent()) {
            rejected++;
            spec.commandLine().getErr().println("rejected: " + frame.key() + ": " + problem.get());
        } else {
            imported++;
            done.add(frame.key());
        }
    }

    private ProgressDisplay progress(long frames) {
        return ProgressDisplay.start(
                "importing", "frames", frames, spec.commandLine().getErr());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
