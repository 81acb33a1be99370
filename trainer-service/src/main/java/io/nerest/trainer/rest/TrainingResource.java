package io.nerest.trainer.rest;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.training.CampaignTrainingArguments;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.nerest.trainer.events.ProgressEvents;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.queue.JobSummary;
import io.nerest.trainer.registry.EpochExamples;
import io.nerest.trainer.registry.TrainingExamples;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Trainings over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class TrainingResource {
    private static final int MAX_LISTED = 200;

    private final JobQueue jobs;
    private final TrainingExamples examples;
    private final ProgressEvents progress;

    TrainingResource(JobQueue jobs, TrainingExamples examples, ProgressEvents progress) {
        this.jobs = jobs;
        this.examples = examples;
        this.progress = progress;
    }

    /** Returns the newest trainings first. */
    @GET
    @Path("trainings")
    public List<JobSummary> trainings() {
        return jobs.newest(MAX_LISTED);
    }

    /** Returns what a training detects on some validation frames. */
    @GET
    @Path("trainings/{id}/examples")
    @Operation(
            summary =
                    "Some validation frames with their labels, and what the newest epoch of a training detects on them",
            description =
                    "At most 6 frames, of each stream in turn, the same after each epoch; detections with a confidence of"
                            + " at least 0.25, at most 40 a frame. Epoch 0 without frames before the first epoch is finished.")
    @APIResponse(responseCode = "200", description = "The examples of the newest epoch")
    @APIResponse(responseCode = "404", description = "There is no such training (problem+json)")
    public EpochExamples examples(@PathParam("id") UUID id) {
        if (jobs.find(id).isEmpty()) {
            throw unknown(id);
        }
        return examples.of(id);
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(404, "there is no training '" + id + "'");
    }

    /**
     * Cancels a queued or running training. A running one stops at its next renewal of the lease, after a quarter of
     * {@code nerest.trainer.lease} at the latest, and publishes no model.
     */
    @DELETE
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("trainings/{id}")
    @Transactional
    public JobSummary cancel(@PathParam("id") UUID id) {
        JobSummary before = jobs.find(id).orElseThrow(() -> unknown(id));
        Optional<TrainingJob.Cancelled> cancelled = jobs.cancel(id);
        if (cancelled.isEmpty()) {
            throw new ProblemException(409, "training '" + id + "' has ended already: " + before.state());
        }
        progress.send(
                cancelled.get().request(),
                TrainingProgressed.State.FAILED,
                0,
                0,
                0,
                "the training was cancelled over REST");
        return jobs.find(id).orElseThrow();
    }

    /** Returns the schema of the training arguments that a campaign can set. */
    @GET
    @Path("training-arguments")
    public List<ArgumentDescription> arguments() {
        return CampaignTrainingArguments.descriptions();
    }
}
