package io.nerest.console.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.console.gateway.ServiceClient;
import io.nerest.console.gateway.ServiceName;
import io.nerest.console.label.DeskLabel;
import io.nerest.console.label.LabelDesk;
import io.nerest.console.label.LabelDeskResource;
import io.nerest.console.session.ConsoleSession;
import io.nerest.service.http.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The requests of the Audit page. */
@Path("/api/audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuditResource {
    private static final int DRAW = 1_000;
    private static final int SHOWN = 12;
    private static final int FIRST_FAILURE = 300;

    private final ServiceClient services;
    private final Verdicts verdicts;
    private final LabelDesk desk;

    AuditResource(ServiceClient services, Verdicts verdicts, LabelDesk desk) {
        this.services = services;
        this.verdicts = verdicts;
        this.desk = desk;
    }

    /**
     * The state of an audit.
     *
     * @param checked pseudo-labels that have an answer
     * @param correct of these, the right ones
     * @param interval where the share of right ones among all lies, with 95 % confidence
     * @param next pseudo-labels without an answer, in the order of the draw
     */
    public record AuditView(int checked, int correct, WilsonInterval interval, List<JsonNode> next) {}

    /**
     * The answer for one pseudo-label.
     *
     * @param label the right boxes, for a wrong pseudo-label; as a human label it retracts the pseudo-label everywhere
     */
    public record VerdictRequest(
            UUID campaignId,
            int round,
            UUID frameId,
            boolean correct,
            @Nullable DeskLabel label) {}

    @GET
    @Operation(
            summary =
                    "The audit of a campaign's pseudo-labels; of the campaign of the first drawn one without 'campaign'")
    public AuditView audit(@QueryParam("campaign") @Nullable UUID campaign, @Context RoutingContext context) {
        ConsoleSession session = context.get(ConsoleSession.ATTRIBUTE);
        JsonNode drawn = services.get(
                session,
                ServiceName.SELECTOR,
                "/api/pseudo-labels?limit=" + DRAW + (campaign == null ? "" : "&campaign=" + campaign));
        if (drawn.isEmpty()) {
            return new AuditView(0, 0, WilsonInterval.of(0, 0), List.of());
        }
        String first = drawn.get(0).path("campaignId").asText();
        int round = drawn.get(0).path("round").asInt();
        Map<UUID, Boolean> given = verdicts.of(UUID.fromString(first), round);
        List<JsonNode> next = new ArrayList<>();
        for (JsonNode one : drawn) {
            UUID frame = UUID.fromString(one.path("frame").path("frameId").asText());
            if (next.size() < SHOWN && one.path("campaignId").asText().equals(first) && !given.containsKey(frame)) {
                next.add(one);
            }
        }
        int correct = (int) given.values().stream().filter(right -> right).count();
        return new AuditView(given.size(), correct, WilsonInterval.of(correct, given.size()), next);
    }

    @POST
    @Path("verdicts")
    @Operation(
            summary = "Answer whether a pseudo-label is right",
            description =
                    "A wrong one needs 'label' and 'Idempotency-Key'. The answer is stored once the label is, so that no"
                            + " frame is counted as wrong and keeps its pseudo-label.")
    @APIResponse(responseCode = "204", description = "The answer is stored, and the label if there is one")
    @APIResponse(responseCode = "422", description = "A wrong pseudo-label has no label (problem+json)")
    public Response answer(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("X-Nerest-Console") @Nullable String page,
            VerdictRequest request,
            @Context RoutingContext context) {
        ConsoleSession session = context.get(ConsoleSession.ATTRIBUTE);
        DeskLabel label = request.label();
        if (label == null && !request.correct()) {
            throw ProblemException.invalid("label", "is missing; a wrong pseudo-label is replaced by a label");
        }
        if (label != null) {
            ServiceClient.Answer answer = desk.label(
                    session,
                    request.frameId(),
                    LabelDeskResource.page(page, "X-Nerest-Console"),
                    label,
                    LabelDeskResource.key(key));
            if (answer.status() >= FIRST_FAILURE) {
                return LabelDeskResource.response(answer);
            }
        }
        verdicts.give(request.campaignId(), request.round(), request.frameId(), request.correct(), session.name());
        return Response.noContent().build();
    }
}
