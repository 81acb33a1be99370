package io.nerest.trainer.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.contracts.TrainingRequested;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.RunFolder;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.validation.ValidatedBatch;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs a run, forwards its progress to the monitor, and stores it after each epoch. */
final class RunListener implements TrainingListener {
    private static final Logger LOG = Logger.getLogger(RunListener.class);

    private final TrainingRequested request;
    private final TrainingArguments arguments;
    private final ExampleFrames examples;
    private final RunMonitor monitor;
    private final Optional<RunUpload> upload;
    private @Nullable RunFolder folder;

    RunListener(
            TrainingRequested request,
            TrainingArguments arguments,
            ExampleFrames examples,
            RunMonitor monitor,
            Optional<RunUpload> upload) {
        this.request = request;
        this.arguments = arguments;
        this.examples = examples;
        this.monitor = monitor;
        this.upload = upload;
    }

    @Override
    public void note(String line) {
        LOG.infof("training %s: %s", request.trainingId(), line);
    }

    @Override
    public void started(RunFolder run) {
        folder = run;
        monitor.started(arguments.run().isResumed(), arguments.optimization().epochs());
    }

    @Override
    public void validatedBatch(ValidatedBatch batch) {
        examples.add(batch);
    }

    @Override
    public void epochDone(EpochReport report) {
        LOG.infof(
                "training %s: epoch %d/%d, %.1f images/s, mAP50 %s",
                request.trainingId(),
                report.epoch(),
                report.epochs(),
                report.imagesPerSecond(),
                report.validation()
                        .map(validation -> "%.3f, mean of streams %.3f"
                                .formatted(
                                        validation.report().all().map50(),
                                        validation.report().streamMean().map50()))
                        .orElse("-"));
        monitor.epochDone(report, examples.after(report.epoch()));
        // After the monitor, which rejects a lost lease.
        RunFolder run = folder;
        if (run != null) {
            upload.ifPresent(uploading -> uploading.epochDone(run, report.epoch()));
        }
    }

    @Override
    public boolean cancelled() {
        return monitor.isStopped();
    }
}
