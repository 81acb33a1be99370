package io.nerest.selector.rest;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.campaign.IllegalTransitionException;
import io.nerest.selector.campaign.InvalidCampaignException;
import io.nerest.selector.engine.CampaignService;
import io.nerest.selector.engine.UnknownCampaignException;
import io.nerest.selector.pool.Batches;
import io.nerest.selector.pool.Campaigns;
import io.nerest.selector.round.Round;
import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Campaigns: opened, looked at, held, called off. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class CampaignResource {

    /** What a curve is made by; to change it under way would make its points incomparable. */
    private static final Set<String> FIXED =
            Set.of("validation", "streams", "classNames", "initial", "ownLabels", "seed", "baseModelId");

    private final CampaignService office;
    private final Campaigns campaigns;
    private final Batches batches;
    private final CampaignViews views;

    public CampaignResource(CampaignService office, Campaigns campaigns, Batches batches, CampaignViews views) {
        this.office = office;
        this.campaigns = campaigns;
        this.batches = batches;
        this.views = views;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Open a campaign", description = "Freezes its validation set and opens its first round.")
    @APIResponse(responseCode = "201", description = "It runs; Location says where it is")
    @APIResponse(responseCode = "400", description = "The body cannot be read (problem+json)")
    @APIResponse(responseCode = "422", description = "It cannot be run as asked for (problem+json)")
    public Response open(
            @RequestBody(content = @Content(schema = @Schema(implementation = CampaignRequest.class))) byte[] body) {
        CampaignRequest request = CampaignRequests.read(body);
        return created(answered(() -> office.open(request)));
    }

    @GET
    @Operation(summary = "All campaigns, the newest first, without their rounds")
    public List<CampaignView> all() {
        return campaigns.all().stream().map(CampaignView::summary).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A campaign with its rounds and its curve")
    public CampaignView one(@PathParam("id") UUID id) {
        return views.of(find(id));
    }

    @GET
    @Path("/{id}/batches/{round}")
    @Operation(summary = "What a round has chosen: frames, where their pictures lie, scores and reasons")
    public BatchView batch(@PathParam("id") UUID id, @PathParam("round") int round) {
        Campaign campaign = find(id);
        Round chosen = campaigns.rounds(id).stream()
                .filter(one -> one.number() == round)
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "campaign " + id + " has no round " + round));
        return BatchView.of(campaign.id(), round, chosen.chosenAt(), batches.of(id, round));
    }

    @POST
    @Path("/{id}/pause")
    @Operation(summary = "Begin nothing new; what comes in meanwhile is kept")
    public CampaignView pause(@PathParam("id") UUID id) {
        return changed(id, CampaignState::paused, "somebody paused it");
    }

    @POST
    @Path("/{id}/resume")
    @Operation(summary = "Go on")
    public CampaignView resume(@PathParam("id") UUID id) {
        return changed(id, CampaignState::resumed, Campaign.RUNS);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Call it off for good")
    public CampaignView cancel(@PathParam("id") UUID id) {
        return changed(id, CampaignState::cancelled, "somebody cancelled it");
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change a campaign from its next round on",
            description = "Fields as in POST, each replaced whole. What its curve is measured by stays as it is.")
    public CampaignView change(
            @PathParam("id") UUID id,
            @RequestBody(content = @Content(schema = @Schema(implementation = CampaignRequest.class))) byte[] body) {
        find(id);
        CampaignRequests.fields(body).fieldNames().forEachRemaining(field -> {
            if (FIXED.contains(field)) {
                throw new ProblemException(
                        422, "'" + field + "' of a campaign cannot be changed; clone it with another one instead");
            }
        });
        return answered(() -> office.change(id, planned -> CampaignRequests.merge(planned, body)));
    }

    @POST
    @Path("/{id}/clone")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Open a campaign like another",
            description = "Fields in the body replace the other's. Where 'validation' is not among them, both are"
                    + " measured on the very same frames.")
    @APIResponse(responseCode = "201", description = "It runs; Location says where it is")
    public Response copy(
            @PathParam("id") UUID id,
            @RequestBody(content = @Content(schema = @Schema(implementation = CampaignRequest.class))) byte[] body) {
        Campaign other = find(id);
        CampaignRequest request = CampaignRequests.merge(campaigns.planned(other), other.baseModelId(), body);
        boolean measuredAnew = CampaignRequests.fields(body).has("validation");
        CampaignView opened =
                answered(() -> measuredAnew ? office.open(request) : office.openBeside(other.id(), request));
        return created(opened);
    }

    private static Response created(CampaignView campaign) {
        return Response.created(URI.create("/api/campaigns/" + campaign.id()))
                .entity(campaign)
                .build();
    }

    private CampaignView answered(Supplier<Campaign> change) {
        try {
            return views.of(change.get());
        } catch (InvalidCampaignException e) {
            throw new ProblemException(422, String.valueOf(e.getMessage()));
        } catch (UnknownCampaignException e) {
            throw new ProblemException(404, String.valueOf(e.getMessage()));
        } catch (IllegalTransitionException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }

    private CampaignView changed(UUID id, Function<CampaignState, CampaignState> transition, String reason) {
        return answered(() -> office.change(id, transition, reason));
    }

    private Campaign find(UUID id) {
        return campaigns.byId(id).orElseThrow(() -> new ProblemException(404, "there is no campaign " + id));
    }
}
