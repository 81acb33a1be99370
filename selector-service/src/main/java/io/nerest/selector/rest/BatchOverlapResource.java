package io.nerest.selector.rest;

import io.nerest.selector.storage.BatchOverlap;
import io.nerest.selector.storage.BatchOverlaps;
import io.nerest.selector.storage.Campaigns;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which frames campaigns select alike, over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/batch-overlap")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class BatchOverlapResource {
    private static final int MOST = 10;
    private static final String CAMPAIGNS = """
            {"names": ["3f0c2f5e-3b0e-4e0a-8a52-1c7a4c5b8d10", "9b2d9f1c-6a4e-4b57-9d0a-0f6f6d1f7a21"],
             "common": [[60, 24], [24, 80]]}
            """;

    private final Campaigns campaigns;
    private final BatchOverlaps overlaps;

    BatchOverlapResource(Campaigns campaigns, BatchOverlaps overlaps) {
        this.campaigns = campaigns;
        this.overlaps = overlaps;
    }

    @GET
    @Operation(
            summary = "How many frames campaigns have selected alike",
            description =
                    "Of 1 to 10 campaigns: 'common' counts by campaign and campaign, in the order of 'names' (their ids), the frames"
                            + " whose labels both have requested in any round.")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content = @Content(examples = @ExampleObject(name = "two campaigns", value = CAMPAIGNS)))
    @APIResponse(responseCode = "404", description = "There is no such campaign (problem+json)")
    @APIResponse(responseCode = "422", description = "There are none or too many campaigns (problem+json)")
    public BatchOverlap campaigns(@QueryParam("campaign") List<UUID> ids) {
        Set<UUID> distinct = new LinkedHashSet<>(ids);
        if (distinct.isEmpty() || distinct.size() > MOST) {
            throw ProblemException.invalid(
                    "campaign", "is given " + distinct.size() + " times, but must be given 1 to " + MOST + " times");
        }
        distinct.forEach(this::require);
        return overlaps.ofCampaigns(distinct);
    }

    private void require(UUID id) {
        if (campaigns.byId(id).isEmpty()) {
            throw new ProblemException(404, "there is no campaign " + id);
        }
    }
}
