package io.nerest.scoring.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameRef;
import io.nerest.scoring.frame.FrameScoreService;
import io.nerest.scoring.frame.FrameScorer;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.InferenceSettings;
import io.nerest.scoring.model.ModelCache;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.nerest.service.lifecycle.PodName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Returns the status of this pod and measures its network over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "scoring")
public class ScoringResource {
    private static final NetworkBenchmark BENCHMARK =
            new NetworkBenchmark(Duration.ofMillis(2_500), Duration.ofMillis(1_000));

    private final PodName pod;
    private final ActiveModel active;
    private final FrameScoreService scores;
    private final FrameScorer scorer;
    private final InferenceSettings settings;

    ScoringResource(
            PodName pod, ActiveModel active, FrameScoreService scores, FrameScorer scorer, InferenceSettings settings) {
        this.pod = pod;
        this.active = active;
        this.scores = scores;
        this.scorer = scorer;
        this.settings = settings;
    }

    /**
     * The status of this pod.
     *
     * @param activeModel scores new frames; absent before the first model arrives
     * @param scored frames that all pods have scored in the time for which scores are remembered, by model
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(String pod, @Nullable String activeModel, Map<String, Long> scored) {}

    @GET
    @Path("scoring/status")
    @Operation(
            summary = "Get the status of this pod",
            description =
                    "Returns the active model of this pod, and the number of frames that all pods have scored, by model, as far as"
                            + " scores are remembered (nerest.scoring.scores.retention).")
    public Status status() {
        return new Status(pod.value(), active.modelId().orElse(null), scores.countByModel());
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("benchmarks")
    @Operation(
            summary = "Measure the network of the active model",
            description =
                    "Takes about four seconds. Uses images in memory, without object store and Kafka. Returns 409 if"
                            + " the pod has no model or has scored no frame yet.")
    public NetworkBenchmark.Result benchmark() {
        try (ModelCache.Lease lease =
                active.acquire().orElseThrow(() -> new ProblemException(409, "this pod has no model yet"))) {
            FrameRef frame =
                    scorer.lastFrame().orElseThrow(() -> new ProblemException(409, "this pod has scored no frame yet"));
            return BENCHMARK.run(lease.model(), settings.batch(), frame.width(), frame.height());
        }
    }
}
