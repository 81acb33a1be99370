package io.nerest.selector.rest;

import io.nerest.selector.replay.Replay;
import io.nerest.selector.replay.ReplayChanges;
import io.nerest.selector.replay.ReplayRequest;
import io.nerest.selector.replay.ReplayState;
import io.nerest.selector.replay.Replays;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Replays over REST: history that is scored again by a model. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/replays")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Replays")
public class ReplayResource {
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int MOST_CHANGES = 10_000;

    private final Replays replays;
    private final ReplayChanges changes;
    private final ModelRecords models;
    private final Clock clock;

    ReplayResource(Replays replays, ReplayChanges changes, ModelRecords models, Clock clock) {
        this.replays = replays;
        this.changes = changes;
        this.models = models;
        this.clock = clock;
    }

    /** A replay with its progress. */
    public record ReplayView(Replay replay, Replays.Progress progress) {}

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Score history again with a model",
            description =
                    "Frames of the streams (all by default), captured from 'from' to 'to' (all by default), of which"
                            + " 'share' is taken. Frames that the model has scored are not scored again. New frames go first.")
    public Response start(ReplayRequest request) {
        String modelId = request.modelId();
        if (modelId == null || modelId.isBlank()) {
            throw ProblemException.invalid("modelId", "is missing");
        }
        if (models.byId(modelId).isEmpty()) {
            throw ProblemException.invalid(
                    "modelId", "there is no model of this id; GET /api/models of the trainer lists them");
        }
        List<String> streams = request.streams() == null ? List.of() : request.streams();
        if (!streams.stream().allMatch(stream -> STREAM.matcher(stream).matches())) {
            throw ProblemException.invalid("streams", "must be ids of streams");
        }
        Instant now = clock.instant();
        Instant from = request.from() == null ? Instant.EPOCH : request.from();
        Instant to = request.to() == null ? now : request.to();
        if (from.isBefore(Instant.EPOCH)) {
            throw ProblemException.invalid("from", "must not be before 1970");
        }
        if (to.isAfter(LATEST)) {
            throw ProblemException.invalid("to", "must not be after the year 9999");
        }
        if (!from.isBefore(to)) {
            throw ProblemException.invalid("to", "must be later than 'from'");
        }
        double share = request.share() == null ? 1 : request.share();
        if (!(share > 0 && share <= 1)) {
            throw ProblemException.invalid("share", "must be above 0 and at most 1, not " + share);
        }
        Replay replay = new Replay(UUID.randomUUID(), modelId, streams, from, to, share, ReplayState.RUNNING, 0, now);
        replays.add(replay);
        return Response.status(CREATED).entity(view(replay.id())).build();
    }

    @GET
    @Operation(summary = "All replays, the newest first")
    public List<Replay> all() {
        return replays.all();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A replay with its progress")
    public ReplayView one(@PathParam("id") UUID id) {
        return view(id);
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Operation(
            summary = "Cancel a replay",
            description = "At most 256 frames that were requested before are still scored.")
    public ReplayView cancel(@PathParam("id") UUID id) {
        return changed(id, ReplayState.RUNNING, ReplayState.CANCELLED);
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Operation(summary = "Resume a cancelled replay where it was")
    public ReplayView resume(@PathParam("id") UUID id) {
        return changed(id, ReplayState.CANCELLED, ReplayState.RUNNING);
    }

    @GET
    @Path("/{id}/changes")
    @Operation(
            summary = "Frames whose number of fish differs between the replay's model and another one",
            description = "Of the frames of the replay that both models have scored; boxes from 'confidence' on count.")
    public ReplayChanges.Changes changes(
            @PathParam("id") UUID id,
            @QueryParam("with") @Nullable String otherModel,
            @QueryParam("confidence") @DefaultValue("0.25") double confidence,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        find(id);
        if (otherModel == null || models.byId(otherModel).isEmpty()) {
            throw ProblemException.invalid("with", "must be the id of the model to compare with");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw ProblemException.invalid("confidence", "must be from 0 to 1, not " + confidence);
        }
        if (limit < 0 || limit > MOST_CHANGES) {
            throw ProblemException.invalid("limit", "must be from 0 to " + MOST_CHANGES + ", not " + limit);
        }
        return changes.of(id, otherModel, confidence, limit);
    }

    private ReplayView changed(UUID id, ReplayState from, ReplayState to) {
        Replay before = find(id);
        if (!replays.change(id, from, to)) {
            throw new ProblemException(CONFLICT, "the replay is " + before.state() + ", not " + from);
        }
        return view(id);
    }

    private ReplayView view(UUID id) {
        return new ReplayView(find(id), replays.progress(id));
    }

    private Replay find(UUID id) {
        return replays.byId(id).orElseThrow(() -> new ProblemException(NOT_FOUND, "there is no replay '" + id + "'"));
    }
}
