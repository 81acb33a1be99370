package io.nerest.console.label;

import io.nerest.console.gateway.ServiceClient;
import io.nerest.console.session.ConsoleSession;
import io.nerest.service.http.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The requests of the Label page. */
@Path("/api/label")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LabelDeskResource {
    private static final int MOST = 50;
    private static final int MOST_CHOSEN = 500;
    private static final String PAGE_PATTERN = "[A-Za-z0-9-]{1,64}";

    private final LabelDesk desk;

    LabelDeskResource(LabelDesk desk) {
        this.desk = desk;
    }

    /**
     * A request for frames.
     *
     * @param page identifies the browser page; a reload keeps its frames
     * @param count frames that the page wants to hold, 1 to 50
     * @param campaign restricts the frames to one campaign
     * @param season restricts the frames to the draws of one season
     * @param frames these frames instead of the queue's, at most 500, whether or not they wait for a label
     */
    public record NextRequest(
            String page,
            int count,
            @Nullable UUID campaign,
            @Nullable UUID season,
            @Nullable List<UUID> frames) {}

    @POST
    @Path("next")
    @Operation(
            summary = "Reserve the next frames of the queue for a page",
            description = "Frames that the page holds already are returned again, and their reservation is renewed.")
    @APIResponse(responseCode = "200", description = "Fewer frames than requested if others hold the rest")
    public LabelDesk.Desk next(NextRequest request, @Context RoutingContext context) {
        if (request.count() < 1 || request.count() > MOST) {
            throw ProblemException.invalid("count", "is " + request.count() + ", but must be in 1.." + MOST);
        }
        if (request.frames() != null) {
            if (request.frames().size() > MOST_CHOSEN) {
                throw ProblemException.invalid(
                        "frames", "are " + request.frames().size() + ", but at most " + MOST_CHOSEN + " are allowed");
            }
            return desk.chosen(session(context), page(request.page(), "page"), request.count(), request.frames());
        }
        return desk.next(
                session(context), page(request.page(), "page"), request.count(), request.campaign(), request.season());
    }

    @POST
    @Path("release")
    @Operation(summary = "Give the frames of a page that was closed to others")
    public void release(@HeaderParam("X-Nerest-Console") @Nullable String page, @Context RoutingContext context) {
        desk.release(session(context), page(page, "X-Nerest-Console"));
    }

    @POST
    @Path("frames/{id}")
    @Operation(
            summary = "Store a label under the user's name",
            description =
                    "Repeating the request with the same 'Idempotency-Key' stores nothing twice. 409 if another label was"
                            + " stored since 'baseRevision'; it is in 'newest'.")
    public Response label(
            @PathParam("id") UUID frame,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("X-Nerest-Console") @Nullable String page,
            DeskLabel label,
            @Context RoutingContext context) {
        return response(desk.label(session(context), frame, page(page, "X-Nerest-Console"), label, key(key)));
    }

    @POST
    @Path("frames/{id}/skip")
    @Operation(summary = "Give a frame to other annotators, since the user is unsure of it")
    public void skip(@PathParam("id") UUID frame, @Context RoutingContext context) {
        desk.skip(session(context), frame);
    }

    private static ConsoleSession session(RoutingContext context) {
        return context.get(ConsoleSession.ATTRIBUTE);
    }

    /** Passes an answer of ingest on. */
    public static Response response(ServiceClient.Answer answer) {
        return Response.status(answer.status())
                .type(answer.contentType())
                .entity(answer.body())
                .build();
    }

    /** Returns the key of a label; throws a problem if it is missing. */
    public static String key(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw ProblemException.invalid("Idempotency-Key", "is missing; send a new UUID for each label");
        }
        return key;
    }

    /** Returns the name of the browser page; throws a problem if it has none. */
    public static String page(@Nullable String page, String name) {
        if (page == null || !page.matches(PAGE_PATTERN)) {
            throw ProblemException.invalid(name, "must have 1 to 64 letters, digits and '-'");
        }
        return page;
    }
}
