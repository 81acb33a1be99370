package io.nerest.scoring.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.FrameRef;
import io.nerest.scoring.Pod;
import io.nerest.scoring.frame.FrameScorer;
import io.nerest.scoring.frame.FrameScores;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.DetectorSettings;
import io.nerest.scoring.model.ModelShelf;
import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This pod over REST. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class ScoringResource {
    private final Pod pod;
    private final ActiveModel active;
    private final FrameScores scores;
    private final FrameScorer look;
    private final DetectorSettings settings;

    ScoringResource(Pod pod, ActiveModel active, FrameScores scores, FrameScorer look, DetectorSettings settings) {
        this.pod = pod;
        this.active = active;
        this.scores = scores;
        this.look = look;
        this.settings = settings;
    }

    /**
     * How this pod is.
     *
     * @param activeModel what looks at new frames; absent until the first model came
     * @param scored frames looked at by all pods, by model
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(String pod, @Nullable String activeModel, Map<String, Long> scored) {}

    @GET
    @Path("scoring/status")
    public Status status() throws SQLException {
        return new Status(pod.name(), active.modelId().orElse(null), scores.counts());
    }

    /** Measures the network of the model in use, alone: pictures that lie ready in memory, no store, no broker. */
    @POST
    @Path("benchmarks")
    public NetworkBenchmark.Result benchmark() throws IOException {
        try (ModelShelf.Loan loan =
                active.borrow().orElseThrow(() -> new ProblemException(409, "this pod has no model yet"))) {
            FrameRef frame =
                    look.newest().orElseThrow(() -> new ProblemException(409, "this pod has seen no frame yet"));
            return NetworkBenchmark.run(loan.model(), settings.batch(), frame.width(), frame.height());
        }
    }
}
