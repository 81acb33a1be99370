package io.nerest.selector.rest;

import io.nerest.selection.Strategies;
import io.nerest.selection.StrategyDescription;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The strategies and their settings. */
@Path("/api/strategies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Strategies")
public class StrategyResource {

    /**
     * All strategies, and the shared settings.
     *
     * @param settings the shared settings by name: values and defaults
     */
    public record StrategiesView(List<StrategyDescription> strategies, Map<String, String> settings) {}

    @GET
    @Operation(summary = "All strategies: formula, source, range, policy for empty frames, settings")
    public StrategiesView all() {
        return new StrategiesView(Strategies.ALL, Strategies.SHARED);
    }
}
