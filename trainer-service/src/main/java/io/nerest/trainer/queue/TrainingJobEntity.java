package io.nerest.trainer.queue;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.job.Lease;
import io.nerest.trainer.job.TrainingJob;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's row. */
@Entity
@Table(name = "training_job")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class TrainingJobEntity {
    @Id
    UUID id;

    @Column(name = "campaign_id")
    UUID campaignId;

    int round;

    /** {@link TrainingRequested} as JSON. */
    String request;

    @Enumerated(EnumType.STRING)
    JobState state;

    @Nullable String pod;

    @Column(name = "leased_until")
    @Nullable Instant leasedUntil;

    long token;

    int attempts;

    @Column(name = "not_before")
    Instant notBefore;

    @Nullable String reason;

    @Column(name = "model_id")
    @Nullable String modelId;

    @Column(name = "queued_at")
    Instant queuedAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    protected TrainingJobEntity() {}

    TrainingJobEntity(TrainingJob.Queued job, Instant queuedAt) {
        this.id = job.id();
        this.campaignId = job.request().campaignId();
        this.round = job.request().round();
        this.queuedAt = queuedAt;
        this.request = json(job.request());
        set(job);
    }

    private static String json(TrainingRequested request) {
        return new String(EventJson.write(request), StandardCharsets.UTF_8);
    }

    /** Takes over the request of a job that has not started. */
    void replace(TrainingJob.Queued job) {
        request = json(job.request());
        set(job);
    }

    /** Returns the row as a job. */
    TrainingJob toJob() {
        TrainingRequested requested = toRequest();
        return switch (state) {
            case QUEUED -> new TrainingJob.Queued(requested, attempts, token, notBefore);
            case RUNNING ->
                new TrainingJob.Running(
                        requested,
                        attempts,
                        new Lease(Objects.requireNonNull(pod), token, Objects.requireNonNull(leasedUntil)));
            case FINISHED ->
                new TrainingJob.Finished(
                        requested, attempts, Objects.requireNonNull(modelId), Objects.requireNonNull(endedAt));
            case FAILED ->
                new TrainingJob.Failed(
                        requested, attempts, Objects.requireNonNullElse(reason, ""), Objects.requireNonNull(endedAt));
            case CANCELLED -> new TrainingJob.Cancelled(requested, attempts, Objects.requireNonNull(endedAt));
        };
    }

    TrainingRequested toRequest() {
        return EventJson.read(request.getBytes(StandardCharsets.UTF_8), TrainingRequested.class);
    }

    /** Takes over a job's new state. */
    final void set(TrainingJob job) {
        attempts = job.attempts();
        state = job.match(new StateWriter(this));
    }
}
