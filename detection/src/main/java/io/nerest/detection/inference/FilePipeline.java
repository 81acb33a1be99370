package io.nerest.detection.inference;

import io.nerest.detection.inference.FileOutcome.Predicted;
import io.nerest.detection.inference.FileOutcome.Refused;
import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureDecoder;
import io.nerest.pictures.PictureLimits;
import io.nerest.pictures.PictureRefusedException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Takes picture files through a detector: while one worker decodes, another runs the network. Many workers with one
 * compute thread each give the most pictures a second; one worker with many threads the soonest answer.
 */
public final class FilePipeline {
    private final Detector detector;
    private final PictureLimits limits;
    private final int workers;

    /**
     * Starts nothing yet.
     *
     * @param workers files in work at once, which bounds memory
     */
    public FilePipeline(Detector detector, PictureLimits limits, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
        this.detector = detector;
        this.limits = limits;
        this.workers = workers;
    }

    /**
     * Predicts all files; outcomes come on the calling thread, in the order of the files.
     *
     * @throws InterruptedException where the calling thread is interrupted; what is under way is then stopped
     */
    public void run(Iterable<Path> files, Consumer<FileOutcome> outcomes) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "nerest-predict");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Queue<Future<FileOutcome>> underWay = new ArrayDeque<>();
            for (Path file : files) {
                if (underWay.size() > 2 * workers) {
                    outcomes.accept(result(underWay.remove()));
                }
                underWay.add(pool.submit(() -> predict(file)));
            }
            while (!underWay.isEmpty()) {
                outcomes.accept(result(underWay.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private FileOutcome predict(Path file) {
        try (Picture picture = PictureDecoder.decode(file, limits)) {
            return new Predicted(file, detector.predict(picture));
        } catch (PictureRefusedException refused) {
            return new Refused(file, refused.getMessage());
        }
    }

    private static FileOutcome result(Future<FileOutcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "a worker failed: " + failed.getCause().getMessage(), failed.getCause());
        }
    }
}
