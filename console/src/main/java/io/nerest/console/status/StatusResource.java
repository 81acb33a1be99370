package io.nerest.console.status;

import io.nerest.console.gateway.ServiceClient;
import io.nerest.console.gateway.ServiceName;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The states of the services, for the Operations page. */
@Path("/api/status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
    private final ServiceClient services;
    private final WaitingEvents waiting;
    private final ScoringPods pods;

    StatusResource(ServiceClient services, WaitingEvents waiting, ScoringPods pods) {
        this.services = services;
        this.waiting = waiting;
        this.pods = pods;
    }

    /** Health by service, and events that wait, by topic and consumer group. */
    public record StatusView(List<ServiceState> services, List<WaitingEvents.Lag> lag) {}

    /** Whether a service is ready. */
    public record ServiceState(String name, boolean ready) {}

    @GET
    @Path("pods")
    @Operation(
            summary = "The model that each scoring pod used last",
            description = "Of the detections that arrived since the console started.")
    public List<ScoringPods.PodModel> pods() {
        return pods.all();
    }

    @GET
    @Operation(summary = "Health of the services and events that wait for them")
    public StatusView status() {
        List<ServiceState> states = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            states.add(new ServiceState(service.name().toLowerCase(Locale.ROOT), services.isReady(service)));
        }
        return new StatusView(states, waiting.all());
    }
}
