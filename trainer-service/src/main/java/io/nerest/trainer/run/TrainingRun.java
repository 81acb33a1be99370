package io.nerest.trainer.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.job.JobRunner;
import io.nerest.trainer.job.JobTable;
import io.nerest.trainer.job.Persistence;
import io.nerest.trainer.job.Pod;
import io.nerest.trainer.job.ProgressEvents;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.model.ModelRegistry;
import io.nerest.trainer.model.PromotionGate;
import io.nerest.trainer.model.ReportedMetrics;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One job: the snapshot's frames are fetched, the base checkpoint is trained on them, the model measured and published. */
@ApplicationScoped
public class TrainingRun {
    private static final Logger LOG = Logger.getLogger(TrainingRun.class);

    private final SnapshotFrames frames;
    private final WorkFolder work;
    private final ModelRegistry models;
    private final ModelMeasurements measurements;
    private final PromotionGate gate;
    private final JobTable jobs;
    private final ProgressEvents progress;
    private final Pod pod;
    private final String device;

    TrainingRun(
            SnapshotFrames frames,
            WorkFolder work,
            ModelRegistry models,
            ModelMeasurements measurements,
            PromotionGate gate,
            JobTable jobs,
            ProgressEvents progress,
            Pod pod,
            @ConfigProperty(name = "nerest.trainer.device", defaultValue = "cpu") String device) {
        this.frames = frames;
        this.work = work;
        this.models = models;
        this.measurements = measurements;
        this.gate = gate;
        this.jobs = jobs;
        this.progress = progress;
        this.pod = pod;
        this.device = device;
    }

    /**
     * Runs a job to its end.
     *
     * @param stopping asked after every batch: true ends the run, to be resumed later
     */
    public void run(TrainingJob job, BooleanSupplier stopping) throws IOException, InterruptedException {
        TrainingRequested request = job.request();
        Snapshot snapshot = frames.read(request);
        Dataset dataset = frames.fetch(snapshot);
        Path base = models.weights(request.baseModelId());
        TrainingArguments arguments = RequestedArguments.complete(
                request.arguments(), base, work.runs(), request.trainingId().toString(), device);
        LOG.infof(
                "training %s, round %d: %d frames, attempt %d",
                request.trainingId(), request.round(), dataset.train().size(), job.attempt());
        Follower follower = new Follower(request, job.attempt(), arguments, stopping);
        TrainingResult result = new Trainer().train(arguments, dataset, follower);
        if (result.end() == TrainingResult.End.CANCELLED) {
            throw new InterruptedException("training " + request.trainingId() + " was stopped; it will be resumed");
        }
        Metrics metrics = measurements.ofFile(
                result.folder().best(), dataset, arguments.optimization().imgsz());
        publish(job, snapshot, dataset, result, metrics);
        work.remove(result.folder().path());
    }

    private void publish(TrainingJob job, Snapshot snapshot, Dataset dataset, TrainingResult result, Metrics metrics)
            throws IOException, InterruptedException {
        TrainedModel model = TrainedModel.of(job.request(), snapshot, result, metrics);
        PromotionGate.Verdict verdict =
                gate.judge(job.request(), metrics, () -> measurements.ofLiveModel(snapshot, () -> dataset));
        ModelRegistry.Stored stored = models.store(model);
        Persistence.untilDone(() -> QuarkusTransaction.requiringNew().call(() -> {
            models.publish(model, stored, verdict);
            measurements.keep(model.modelId(), snapshot, metrics);
            jobs.finish(job.request().trainingId(), model.modelId());
            progress.send(
                    job.request(),
                    TrainingProgressed.State.FINISHED,
                    result.epochs(),
                    result.epochs(),
                    result.seconds(),
                    model.modelId() + ": " + verdict.reason());
            return null;
        }));
    }

    /** Passes a run's epochs on as events, and holds on to the job. */
    private final class Follower implements TrainingListener {
        private final TrainingRequested request;
        private final int attempt;
        private final TrainingArguments arguments;
        private final BooleanSupplier stopping;
        private volatile boolean lost;
        private long renewed = System.nanoTime();

        Follower(TrainingRequested request, int attempt, TrainingArguments arguments, BooleanSupplier stopping) {
            this.request = request;
            this.attempt = attempt;
            this.arguments = arguments;
            this.stopping = stopping;
        }

        @Override
        public void note(String line) {
            LOG.infof("training %s: %s", request.trainingId(), line);
        }

        @Override
        public void started(io.nerest.training.run.RunFolder folder) {
            boolean resumed = arguments.run().isResumed();
            send(
                    resumed ? TrainingProgressed.State.RESUMED : TrainingProgressed.State.STARTED,
                    resumed ? "after its last finished epoch, attempt " + attempt : null);
        }

        private void send(TrainingProgressed.State state, @Nullable String message) {
            store(() ->
                    progress.send(request, state, 0, arguments.optimization().epochs(), 0, message));
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
                            .map(validation -> "%.3f"
                                    .formatted(ReportedMetrics.of(validation.report())
                                            .map50()))
                            .orElse("-"));
            store(() -> progress.send(request, report));
            hold();
        }

        private void store(Runnable event) {
            try {
                Persistence.untilDone(() -> {
                    QuarkusTransaction.requiringNew().run(event);
                    return true;
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void hold() {
            try {
                lost = !jobs.renew(request.trainingId(), pod.name(), JobRunner.LEASE);
            } catch (java.sql.SQLException e) {
                LOG.warnf("the lease of training %s was not renewed: %s", request.trainingId(), e.getMessage());
            }
            renewed = System.nanoTime();
        }

        @Override
        public boolean cancelled() {
            if (System.nanoTime() - renewed > JobRunner.LEASE.toNanos() / 4) {
                hold();
            }
            return lost || stopping.getAsBoolean() || Thread.currentThread().isInterrupted();
        }
    }
}
