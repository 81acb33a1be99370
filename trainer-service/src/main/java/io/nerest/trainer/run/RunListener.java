package io.nerest.trainer.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.contracts.TrainingRequested;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.RunFolder;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.validation.ValidatedBatch;
import org.jboss.logging.Logger;

/** Logs a run and forwards its progress to the monitor. */
final class RunListener implements TrainingListener {
    private static final Logger LOG = Logger.getLogger(RunListener.class);

    private final TrainingRequested request;
    private final TrainingArguments arguments;
    private final ExampleFrames examples;
    private final RunMonitor monitor;

    RunListener(TrainingRequested request, TrainingArguments arguments, ExampleFrames examples, RunMonitor monitor) {
        this.request = request;
        this.arguments = arguments;
        this.examples = examples;
        this.monitor = monitor;
    }

    @Override
    public void note(String line) {
        LOG.infof("training %s: %s", request.trainingId(), line);
    }

    @Override
    public void started(RunFolder folder) {
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
    }

    @Override
    public boolean cancelled() {
        return monitor.isStopped();
    }
}
