package io.nerest.trainer.events;

import io.nerest.contracts.Losses;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.sending.Outbox;
import io.nerest.trainer.run.ReportedMetrics;
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

    /** Sends the losses and metrics of a finished epoch. */
    public void send(TrainingRequested request, EpochReport report) {
        add(new TrainingProgressed(
                request.trainingId(),
                request.campaignId(),
                request.round(),
                TrainingProgressed.State.EPOCH,
                report.epoch(),
                report.epochs(),
                new Losses(
                        report.train().box(),
                        report.train().cls(),
                        report.train().dfl()),
                report.validation()
                        .map(validation -> ReportedMetrics.of(validation.report()))
                        .orElse(null),
                report.seconds(),
                report.validation().flatMap(EpochReport.Validation::overfitting).orElse(null),
                Instant.now(Clock.systemUTC())));
    }

    private void add(TrainingProgressed event) {
        outbox.add(Topics.TRAINING_PROGRESS, event.campaignId().toString(), event);
    }
}
