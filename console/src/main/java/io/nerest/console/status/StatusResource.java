package io.nerest.console.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.console.gateway.ServiceClient;
import io.nerest.console.gateway.ServiceName;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

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

    /**
     * The state of a service; of one of its pods if it has several.
     *
     * @param version absent if the service does not answer
     * @param diskFreeBytes space that is left on the disk of its working files; absent if the service does not answer
     * @param diskBytes size of that disk
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceState(
            String name,
            boolean ready,
            @Nullable String version,
            @Nullable Long diskFreeBytes,
            @Nullable Long diskBytes) {
        static ServiceState of(ServiceName service, boolean ready, Optional<JsonNode> host) {
            return new ServiceState(
                    service.name().toLowerCase(Locale.ROOT),
                    ready,
                    host.map(report -> report.path("version").asText()).orElse(null),
                    bytes(host, "diskFreeBytes"),
                    bytes(host, "diskBytes"));
        }

        private static @Nullable Long bytes(Optional<JsonNode> host, String name) {
            return host.map(report -> report.path(name))
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::asLong)
                    .orElse(null);
        }
    }

    @GET
    @Path("pods")
    @Operation(
            summary = "The model that each scoring pod used last",
            description = "Of the detections that arrived since the console started.")
    public List<ScoringPods.PodModel> pods() {
        return pods.all();
    }

    @GET
    @Operation(summary = "Health, versions and disks of the services, and events that wait for them")
    public StatusView status() {
        List<ServiceState> states = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            states.add(ServiceState.of(service, services.isReady(service), services.hostReport(service)));
        }
        return new StatusView(states, waiting.all());
    }
}
