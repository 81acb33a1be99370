package io.nerest.console.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The user of a session. */
@Path("/api/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    private final ConsoleSessions sessions;
    private final List<String> classNames;

    SessionResource(
            ConsoleSessions sessions,
            @ConfigProperty(name = "nerest.class-names", defaultValue = "fish") List<String> classNames) {
        this.sessions = sessions;
        this.classNames = classNames;
    }

    /**
     * The session of a request.
     *
     * @param name author of the labels
     * @param mayLabel whether labels of this person are accepted
     * @param classNames names of the classes, in the order of their ids from 0
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SessionView(String name, ConsoleRole role, boolean mayLabel, List<String> classNames) {}

    @GET
    @Operation(summary = "The user of this session")
    public SessionView session(@Context RoutingContext context) {
        ConsoleSession session = context.get(ConsoleSession.ATTRIBUTE);
        return new SessionView(session.name(), session.role(), session.mayLabel(), classNames);
    }

    @POST
    @Path("end")
    @Operation(summary = "End the session")
    public void end(@Context RoutingContext context) {
        context.response().addCookie(sessions.end());
    }
}
