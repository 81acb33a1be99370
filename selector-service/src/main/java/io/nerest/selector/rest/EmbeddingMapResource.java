package io.nerest.selector.rest;

import io.nerest.selector.storage.EmbeddingMaps;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Frames on the plane of the principal components of their embeddings. */
@Path("/api/embedding-map")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Embeddings")
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
public class EmbeddingMapResource {
    private static final int MOST = 200_000;

    private final EmbeddingMaps maps;

    EmbeddingMapResource(EmbeddingMaps maps) {
        this.maps = maps;
    }

    @GET
    @Operation(
            summary = "Frames on the plane of the two largest principal components of their embeddings",
            description =
                    "Of the frames that a model has scored, a random draw of at most 'limit'. Without 'model', the newest"
                            + " one that has scored a frame. With 'campaign', 'round' has the last round in which it selected each frame"
                            + " for annotators; -1 if in none.")
    @APIResponse(responseCode = "200", description = "The map, by columns")
    @APIResponse(responseCode = "404", description = "No model has scored a frame (problem+json)")
    public EmbeddingMaps.EmbeddingMap map(
            @QueryParam("model") @Nullable String model,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("campaign") @Nullable UUID campaign,
            @QueryParam("limit") @DefaultValue("20000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "is " + limit + ", but must be in 1.." + MOST);
        }
        String shown = model == null
                ? maps.newestModel().orElseThrow(() -> new ProblemException(404, "no model has scored a frame yet"))
                : model;
        return maps.of(shown, stream, campaign, limit);
    }
}
