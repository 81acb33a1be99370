package io.nerest.selector.rest;

import io.nerest.selector.deadletter.BrokerSilentException;
import io.nerest.selector.deadletter.DeadLetterId;
import io.nerest.selector.deadletter.DeadLetterQuery;
import io.nerest.selector.deadletter.DeadLetterService;
import io.nerest.selector.deadletter.DeadLetterState;
import io.nerest.selector.deadletter.DeadLetterView;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The records of all services that could not be handled. */
@RolesAllowed(Roles.OPERATOR)
@Path("/api/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters")
public class DeadLetterResource {
    private static final int MOST = 2_000;
    private static final int UNAVAILABLE = 503;

    private final DeadLetterService letters;

    public DeadLetterResource(DeadLetterService letters) {
        this.letters = letters;
    }

    @GET
    @Operation(
            summary = "Dead letters, the newest first",
            description = "Of each topic the newest 2000 are read; 'complete' is false if there are more.")
    @APIResponse(responseCode = "200", description = "The selected letters")
    @APIResponse(responseCode = "422", description = "A parameter is invalid (problem+json)")
    @APIResponse(responseCode = "503", description = "The broker does not answer (problem+json)")
    public DeadLetterService.Listing list(
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("service") @Nullable String service,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("state") @Nullable String state,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be from 1 to " + MOST + ", not " + limit);
        }
        if (topic != null && DeadLetterId.parse(topic + ".dead-letter-0-0").isEmpty()) {
            throw ProblemException.invalid("topic", "must be a topic of events, such as 'frames'");
        }
        DeadLetterQuery query = new DeadLetterQuery(
                topic,
                service,
                reason,
                parsed("state", state, DeadLetterResource::state),
                parsed("since", since, Instant::parse),
                parsed("until", until, Instant::parse),
                limit);
        return answer(() -> letters.list(query));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One dead letter, by its id: topic, partition and offset")
    @APIResponse(responseCode = "200", description = "The letter")
    @APIResponse(responseCode = "404", description = "Kafka has no such letter, or no longer (problem+json)")
    public DeadLetterView one(@PathParam("id") String id) {
        return answer(() -> letters.one(parse(id)).orElseThrow(() -> missing(id)));
    }

    @POST
    @Path("/{id}/resend")
    @Operation(
            summary = "Send a dead letter back to its topic",
            description =
                    "Only the service that failed handles it. If it fails again, a new letter names this one in 'resendOf'"
                            + " and this one is FAILED_AGAIN.")
    @APIResponse(responseCode = "200", description = "It is being sent; the letter with its state")
    @APIResponse(responseCode = "404", description = "Kafka has no such letter, or no longer (problem+json)")
    @APIResponse(
            responseCode = "409",
            description = "The letter has no value, or failed again as a newer one (problem+json)")
    public DeadLetterView resend(@PathParam("id") String id) {
        return changed(id, letters::resend);
    }

    @POST
    @Path("/{id}/drop")
    @Operation(
            summary = "Mark a dead letter as worthless",
            description = "It is no longer open. Kafka keeps it until its retention ends.")
    @APIResponse(responseCode = "200", description = "The letter with its state")
    @APIResponse(responseCode = "404", description = "Kafka has no such letter, or no longer (problem+json)")
    public DeadLetterView drop(@PathParam("id") String id) {
        return changed(id, letters::drop);
    }

    private DeadLetterView changed(String id, Function<DeadLetterId, Boolean> change) {
        DeadLetterId letter = parse(id);
        return answer(() -> {
            if (!change.apply(letter)) {
                throw missing(id);
            }
            return letters.one(letter).orElseThrow(() -> missing(id));
        });
    }

    private static <T> T answer(Supplier<T> request) {
        try {
            return request.get();
        } catch (BrokerSilentException e) {
            throw new ProblemException(UNAVAILABLE, String.valueOf(e.getMessage())).header("Retry-After", "10");
        } catch (DeadLetterService.NotResendableException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
    }

    private static DeadLetterId parse(String id) {
        return DeadLetterId.parse(id).orElseThrow(() -> missing(id));
    }

    private static ProblemException missing(String id) {
        return new ProblemException(
                404,
                "there is no dead letter '" + id + "': an id is topic, partition and offset, frames.dead-letter-0-17,"
                        + " and letters are kept for 90 days");
    }

    private static DeadLetterState state(String text) {
        return Arrays.stream(DeadLetterState.values())
                .filter(state ->
                        state.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(DeadLetterState.values())
                                .map(state ->
                                        state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", "))));
    }

    private static <T> @Nullable T parsed(String name, @Nullable String text, Function<String, T> parser) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, "must be a time such as 2026-08-01T04:00:00Z");
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(name, String.valueOf(e.getMessage()));
        }
    }
}
