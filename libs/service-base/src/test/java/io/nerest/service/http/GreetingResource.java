package io.nerest.service.http;

import io.nerest.contracts.InvalidEventException;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Endpoints that fail in every way that is mapped to a problem. */
@PermitAll
@Path("/test")
public class GreetingResource {
    /** The body of a request. */
    public record Greeting(
            @Nullable String text, int number, @Nullable List<Greeting> inner) {
        public Greeting {
            if (text == null || text.isBlank()) {
                throw new InvalidEventException("'text' is missing");
            }
        }
    }

    @POST
    @Path("greetings")
    public Greeting post(Greeting greeting) {
        return greeting;
    }

    @GET
    @Path("greetings")
    public int list(@RestQuery @Min(1) int limit) {
        return limit;
    }

    @GET
    @Path("greetings/{number}")
    public Greeting get(@RestPath int number) {
        throw new ProblemException(404, "there is no greeting " + number);
    }

    @GET
    @Path("defect")
    public Greeting defect() {
        throw new IllegalStateException("a secret");
    }

    @GET
    @Path("unavailable")
    public Greeting unavailable() {
        throw new UncheckedIOException(new IOException("connection refused"));
    }
}
