package io.nerest.simulator.dataset;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Renders a data set to disk in YOLO's layout. The number of threads does not affect the files. */
public final class DatasetWriter {
    private static final int FRAMES_AT_ONCE = 64;

    private final DatasetPlan plan;
    private final Path folder;
    private final int threads;

    /**
     * A written frame.
     *
     * @param fish number of labelled fish
     */
    private record Written(String file, String stream, String capturedAt, int fish, boolean validation) {}

    /** @param folder a new or empty directory */
    public DatasetWriter(DatasetPlan plan, Path folder, int threads) {
        this.plan = plan;
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Writes the data set.
     *
     * @param command command that reproduces the data set, for its README
     * @param frameDone runs after every frame, on any thread
     * @throws IOException if the directory is not empty or cannot be written
     */
    public void write(String command, Runnable frameDone) throws IOException, InterruptedException {
        requireEmpty();
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        List<Written> all = new ArrayList<>();
        List<CameraSpec> cameras = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int stream = 0; stream < plan.streams(); stream++) {
                CameraSpec camera = RenderedCameras.camera(plan.firstCamera() + stream, plan.seed());
                cameras.add(camera);
                StreamRenderer renderer = new StreamRenderer(camera, plan.format(), plan.seed());
                for (int from = 0; from < plan.framesOf(stream); from += FRAMES_AT_ONCE) {
                    all.addAll(writeSome(pool, renderer, stream, from, frameDone));
                }
            }
        } finally {
            pool.shutdownNow();
        }
        writeLists(all);
        Files.writeString(folder.resolve("README.md"), card(command, cameras, all));
    }

    private void requireEmpty() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file; specify a new or empty directory");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(folder + " is not empty; specify a new or empty directory");
                }
            }
        }
    }

    private List<Written> writeSome(
            ExecutorService pool, StreamRenderer renderer, int stream, int from, Runnable frameDone)
            throws IOException, InterruptedException {
        List<Callable<Written>> tasks = new ArrayList<>();
        for (int i = from; i < Math.min(from + FRAMES_AT_ONCE, plan.framesOf(stream)); i++) {
            int number = i;
            tasks.add(() -> {
                Written written = write(renderer.frame(number * plan.stride()), plan.validates(stream, number));
                frameDone.run();
                return written;
            });
        }
        List<Written> written = new ArrayList<>();
        for (Future<Written> task : pool.invokeAll(tasks)) {
            try {
                written.add(task.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException("rendering failed", e.getCause());
            }
        }
        return written;
    }

    private Written write(RenderedFrame frame, boolean validation) throws IOException {
        String file = frame.fileName();
        Files.write(folder.resolve("images").resolve(file), frame.jpeg());
        List<String> lines = frame.truth().stream().map(LabelLine::format).toList();
        Path labels = YoloDataset.labelFile(folder.resolve("images").resolve(file));
        Files.writeString(labels, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        return new Written(file, frame.stream(), frame.capturedAt().toString(), lines.size(), validation);
    }

    private void writeLists(List<Written> all) throws IOException {
        writeLines(
                "train.txt", all.stream().filter(frame -> !frame.validation()).map(frame -> "images/" + frame.file()));
        writeLines("val.txt", all.stream().filter(Written::validation).map(frame -> "images/" + frame.file()));
        writeLines(
                "frames.csv",
                Stream.concat(
                        Stream.of("file,stream,captured_at,fish"),
                        all.stream()
                                .map(frame -> "%s,%s,%s,%d"
                                        .formatted(frame.file(), frame.stream(), frame.capturedAt(), frame.fish()))));
        Files.writeString(folder.resolve("data.yaml"), "path: .\ntrain: train.txt\nval: val.txt\nnames:\n  0: fish\n");
    }

    private void writeLines(String file, Stream<String> lines) throws IOException {
        Files.write(folder.resolve(file), lines.toList());
    }

    private String card(String command, List<CameraSpec> cameras, List<Written> all) {
        StringBuilder card = new StringBuilder();
        long empty = all.stream().filter(frame -> frame.fish() == 0).count();
        int fish = all.stream().mapToInt(Written::fish).sum();
        long validation = all.stream().filter(Written::validation).count();
        card.append("# Rendered salmon streams\n\n")
                .append("%d rendered frames of %d x %d from %d simulated cameras, labelled by the renderer.\n"
                        .formatted(
                                all.size(), plan.format().width(), plan.format().height(), cameras.size()))
                .append("%d for training, %d for validation; %d fish; %d frames (%.0f %%) without any.\n\n"
                        .formatted(all.size() - validation, validation, fish, empty, 100.0 * empty / all.size()))
                .append("Created by `%s`; the same command creates the same bytes.\n\n".formatted(command))
                .append(
                        "A box encloses the visible part of a fish. Fish with less than a fifth visible and fish with\n")
                .append("very low contrast are not labelled.\n\n")
                .append("| stream | viewpoint | frames | fish | empty |\n|---|---|---|---|---|\n");
        for (CameraSpec camera : cameras) {
            List<Written> own = all.stream()
                    .filter(frame -> frame.stream().equals(camera.name()))
                    .toList();
            card.append("| %s | %s | %d | %d | %d |\n"
                    .formatted(
                            camera.name(),
                            camera.viewpoint().stand().name().toLowerCase(java.util.Locale.ROOT),
                            own.size(),
                            own.stream().mapToInt(Written::fish).sum(),
                            own.stream().filter(frame -> frame.fish() == 0).count()));
        }
        return card.toString();
    }
}
