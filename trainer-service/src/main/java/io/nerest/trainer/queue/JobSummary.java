package io.nerest.trainer.queue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in a listing.
 *
 * @param pod that runs it, or ran it last; null before the first attempt
 * @param attempts how often it was claimed
 * @param reason why it failed, if it did
 * @param modelId the published model, if it finished
 */
public record JobSummary(
        UUID id,
        UUID campaignId,
        int round,
        JobState state,
        @Nullable String pod,
        int attempts,
        @Nullable String reason,
        @Nullable String modelId) {

    static JobSummary of(TrainingJobEntity job) {
        return new JobSummary(
                job.id, job.campaignId, job.round, job.state, job.pod, job.attempts, job.reason, job.modelId);
    }
}
