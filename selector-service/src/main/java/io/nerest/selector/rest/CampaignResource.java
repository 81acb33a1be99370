package io.nerest.selector.rest;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.campaign.IllegalTransitionException;
import io.nerest.selector.campaign.InvalidCampaignException;
import io.nerest.selector.engine.CampaignService;
import io.nerest.selector.engine.UnknownCampaignException;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.BatchOverlap;
import io.nerest.selector.storage.BatchOverlaps;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.Campaigns;
import io.nerest.selector.storage.ShadowSelections;
import io.nerest.selector.storage.UnreadableDocumentException;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Opens, shows, changes, pauses and cancels campaigns. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class CampaignResource {

    /** Fields that cannot be changed later: the points of the curve would no longer be comparable. */
    private static final String OPEN = """
            {"name": "Nayba, August", "streams": ["nayba-gate"], "validation": {"streams": ["nayba-weir"]}, "strategy": "mix",
             "initial": 50, "batchSize": 25, "rounds": 6, "curriculum": {"enabled": true}, "training": {"epochs": "10"}}""";

    private static final String CHANGE = """
            {"strategy": "least-confidence", "batchSize": 40}""";

    private static final String CLONE = """
            {"name": "Nayba, August, at random", "strategy": "random"}""";

    private static final Set<String> FIXED =
            Set.of("validation", "streams", "classNames", "initial", "ownLabels", "seed", "baseModelId");

    private static final String OVERLAP = """
            {"names": ["batch", "core-set", "random"], "common": [[20, 3, 1], [3, 20, 2], [1, 2, 20]]}
            """;

    private final CampaignService campaignService;
    private final Campaigns campaigns;
    private final Batches batches;
    private final ShadowSelections shadows;
    private final BatchOverlaps overlaps;
    private final CampaignViews views;

    public CampaignResource(
            CampaignService campaignService,
            Campaigns campaigns,
            Batches batches,
            ShadowSelections shadows,
            BatchOverlaps overlaps,
            CampaignViews views) {
        this.shadows = shadows;
        this.overlaps = overlaps;
        this.campaignService = campaignService;
        this.campaigns = campaigns;
        this.batches = batches;
        this.views = views;
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Open a campaign", description = "Freezes the validation set and opens the first round.")
    @APIResponse(responseCode = "201", description = "The campaign is running; Location has its URL")
    @APIResponse(responseCode = "400", description = "The body is not JSON (problem+json)")
    @APIResponse(responseCode = "422", description = "A value is invalid; the problem names the field (problem+json)")
    public Response open(
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CampaignRequest.class),
                                            examples = @ExampleObject(name = "example", value = OPEN)))
                    byte[] body) {
        CampaignRequest request = CampaignRequests.read(body);
        return created(answer(() -> campaignService.open(request)));
    }

    @GET
    @Operation(summary = "All campaigns, the newest first, without their rounds")
    public List<CampaignView> all() {
        return campaigns.all().stream()
                .map(listed -> listed.match(CampaignView::summary, CampaignView::unreadable))
                .toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A campaign with its rounds and its curve")
    public CampaignView one(@PathParam("id") UUID id) {
        return views.of(find(id));
    }

    @GET
    @Path("/{id}/epochs")
    @Operation(
            summary = "A campaign epoch by epoch: losses on the training and the validation set, and metrics",
            description =
                    "'totalEpoch' counts over all rounds, so that campaigns stand on the same axis, a fixed training"
                            + " (rounds 0) among them. Empty for trainings of versions before epochs were stored.")
    public List<EpochPoint> epochs(@PathParam("id") UUID id) {
        return views.epochs(find(id));
    }

    @GET
    @Path("/{id}/batches/{round}/shadows")
    @Operation(
            summary = "What every other strategy would have selected in a round",
            description =
                    "Computed from the scores of the round when its batch was selected, without a label. 'common' counts"
                            + " the frames that are in the batch, 'labelled' those that have a label by now. Empty for round 0, for"
                            + " rounds without scores and for samples above nerest.selector.shadow-limit.")
    public List<ShadowSelections.Compared> shadows(@PathParam("id") UUID id, @PathParam("round") int round) {
        find(id);
        return shadows.of(id, round);
    }

    @GET
    @Path("/{id}/batches/{round}/overlap")
    @Operation(
            summary = "How many frames the strategies would have selected alike in a round",
            description = "'common' counts by strategy and strategy, in the order of 'names': first 'batch', what was"
                    + " selected, then the strategies of '/shadows' that would have selected a frame. Empty for round 0, for"
                    + " rounds without scores and for samples above nerest.selector.shadow-limit.")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content = @Content(examples = @ExampleObject(name = "three strategies", value = OVERLAP)))
    @APIResponse(responseCode = "404", description = "There is no such campaign (problem+json)")
    public BatchOverlap overlap(@PathParam("id") UUID id, @PathParam("round") int round) {
        find(id);
        return overlaps.ofRound(id, round);
    }

    @GET
    @Path("/{id}/batches/{round}")
    @Operation(summary = "The batch of a round: frames with their images, scores and reasons")
    public BatchView batch(@PathParam("id") UUID id, @PathParam("round") int round) {
        Campaign campaign = find(id);
        Round selected = campaigns.rounds(id).stream()
                .filter(one -> one.number() == round)
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "campaign " + id + " has no round " + round));
        return BatchView.of(campaign.id(), round, selected.selectedAt(), batches.of(id, round));
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("/{id}/pause")
    @Operation(
            summary = "Pause a campaign",
            description = "It takes no further step. Events that arrive meanwhile are stored.")
    public CampaignView pause(@PathParam("id") UUID id) {
        return changed(id, CampaignState::paused, "paused over REST");
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("/{id}/resume")
    @Operation(summary = "Resume a paused campaign")
    public CampaignView resume(@PathParam("id") UUID id) {
        return changed(id, CampaignState::resumed, Campaign.RUNS);
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("/{id}/cancel")
    @Operation(summary = "Cancel a campaign; it cannot be resumed")
    public CampaignView cancel(@PathParam("id") UUID id) {
        return changed(id, CampaignState::cancelled, "cancelled over REST");
    }

    @PATCH
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change a campaign from its next round on",
            description = "Fields as in POST, each replaced as a whole. The fields that the curve depends on cannot be"
                    + " changed.")
    public CampaignView change(
            @PathParam("id") UUID id,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CampaignRequest.class),
                                            examples = @ExampleObject(name = "example", value = CHANGE)))
                    byte[] body) {
        find(id);
        CampaignRequests.fields(body).fieldNames().forEachRemaining(field -> {
            if (FIXED.contains(field)) {
                throw ProblemException.describedBy(
                        422, "'" + field + "' of a campaign cannot be changed; clone it with another one instead");
            }
        });
        return answer(() -> campaignService.change(id, planned -> CampaignRequests.merge(planned, body)));
    }

    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("/{id}/clone")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Open a campaign like another",
            description =
                    "Fields in the body replace those of the other campaign. Without 'validation' among them, both"
                            + " campaigns are validated on the same frames.")
    @APIResponse(responseCode = "201", description = "The campaign is running; Location has its URL")
    public Response copy(
            @PathParam("id") UUID id,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CampaignRequest.class),
                                            examples = @ExampleObject(name = "example", value = CLONE)))
                    byte[] body) {
        Campaign other = find(id);
        CampaignRequest request = CampaignRequests.merge(campaigns.planned(other), other.baseModelId(), body);
        boolean ownValidation = CampaignRequests.fields(body).has("validation");
        CampaignView opened = answer(
                () -> ownValidation ? campaignService.open(request) : campaignService.openLike(other.id(), request));
        return created(opened);
    }

    private static Response created(CampaignView campaign) {
        return Response.created(URI.create("/api/campaigns/" + campaign.id()))
                .entity(campaign)
                .build();
    }

    private CampaignView answer(Supplier<Campaign> change) {
        try {
            return views.of(change.get());
        } catch (InvalidCampaignException e) {
            ProblemException problem = ProblemException.describedBy(422, String.valueOf(e.getMessage()));
            throw e.field()
                    .map(field -> ProblemException.ofField(field, String.valueOf(e.getMessage()))
                            .with("field", field))
                    .orElse(problem);
        } catch (UnknownCampaignException e) {
            throw new ProblemException(404, String.valueOf(e.getMessage()));
        } catch (IllegalTransitionException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }

    private CampaignView changed(UUID id, Function<CampaignState, CampaignState> transition, String reason) {
        return answer(() -> campaignService.change(id, transition, reason));
    }

    private Campaign find(UUID id) {
        try {
            return campaigns.byId(id).orElseThrow(() -> new ProblemException(404, "there is no campaign " + id));
        } catch (UnreadableDocumentException e) {
            throw new ProblemException(500, "campaign " + id + " cannot be shown: " + e.getMessage());
        }
    }
}
