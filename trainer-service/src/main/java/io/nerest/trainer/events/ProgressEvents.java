package io.nerest.trainer.events;

import io.nerest.contracts.Losses;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.sending.Outbox;
import io.nerest.trainer.run.ReportedMetrics;
import io.nerest.training.network.LossComponents;
import io.nerest.training.run.EpochReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends the progress of trainings. Each method needs the caller's transaction. */
@ApplicationScoped
public class ProgressEvents {
    private final Outbox outbox;

    ProgressEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Sends a change of state, without losses and metrics. */
    public void send(
            TrainingRequested request,
            TrainingProgressed.State state,
            int epoch,
            int epochs,
            double seconds,
            @Nullable String message) {
        add(new TrainingProgressed(
                request.trainingId(),
                request.campaignId(),
                request.round(),
                state,
                epoch,
                epochs,
                null,
                null,
                seconds,
                message,
                Instant.now(Clock.systemUTC())));
    }

    /** Sends the losses, on the training and on the validation set, and the metrics of a finished epoch. */
    public void send(TrainingRequested request, EpochReport report) {
        add(new TrainingProgressed(
                request.trainingId(),
                request.campaignId(),
                request.round(),
                TrainingProgressed.State.EPOCH,
                report.epoch(),
                report.epochs(),
                losses(report.train()),
                report.validation()
                        .map(validation -> losses(validation.losses()))
                        .orElse(null),
                report.validation()
                        .map(validation -> ReportedMetrics.of(validation.report()))
                        .orElse(null),
                report.seconds(),
                report.validation().flatMap(EpochReport.Validation::overfitting).orElse(null),
                Instant.now(Clock.systemUTC())));
    }

    private static Losses losses(LossComponents losses) {
        return new Losses(losses.box(), losses.cls(), losses.dfl());
    }

    private void add(TrainingProgressed event) {
        outbox.add(Topics.TRAINING_PROGRESS, event.campaignId().toString(), event);
    }
}
