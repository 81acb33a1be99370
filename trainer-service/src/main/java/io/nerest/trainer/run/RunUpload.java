package io.nerest.trainer.run;

import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stores a run after its epochs while it trains on. There is one upload at a time: an epoch that ends during an upload is not
 * stored. A failed upload is logged and does not disturb the run.
 */
final class RunUpload implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunUpload.class);
    /** For the upload that is in progress when the run ends. */
    private static final Duration LAST_UPLOAD = Duration.ofSeconds(30);

    private final StoredRuns runs;
    private final WorkFolder work;
    private final TrainingRequested request;
    private final int attempt;
    private final Semaphore idle = new Semaphore(1);
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "run-upload");
        thread.setDaemon(true);
        return thread;
    });

    RunUpload(StoredRuns runs, WorkFolder work, TrainingRequested request, int attempt) {
        this.runs = runs;
        this.work = work;
        this.request = request;
        this.attempt = attempt;
    }

    /** Copies the run's files, which the next epoch changes, and stores the copies in the background. */
    void epochDone(RunFolder run, int epoch) {
        if (!idle.tryAcquire()) {
            LOG.debugf("training %s: epoch %d is not stored, an upload is in progress", request.trainingId(), epoch);
            return;
        }
        try {
            RunFolder copy = copy(run);
            executor.execute(() -> upload(copy, epoch));
        } catch (IOException | RejectedExecutionException e) {
            idle.release();
            warn(epoch, e);
        }
    }

    private RunFolder copy(RunFolder run) throws IOException {
        Path copy = work.copiedRun(request.trainingId());
        work.remove(copy);
        for (Path file : run.filesToResume()) {
            Path target = copy.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(run.path().resolve(file), target);
        }
        return new RunFolder(copy);
    }

    private void upload(RunFolder copy, int epoch) {
        try {
            runs.store(request, attempt, epoch, copy);
            work.remove(copy.path());
        } catch (IOException | RuntimeException e) {
            warn(epoch, e);
        } finally {
            idle.release();
        }
    }

    private void warn(int epoch, Exception e) {
        LOG.warnf("training %s was not stored after epoch %d: %s", request.trainingId(), epoch, e.getMessage());
    }

    /** Waits for an upload in progress, unless the pod stops. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_UPLOAD.toSeconds(), TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
