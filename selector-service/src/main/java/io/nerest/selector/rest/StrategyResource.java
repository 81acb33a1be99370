package io.nerest.selector.rest;

import io.nerest.selection.SettingDescription;
import io.nerest.selection.Strategies;
import io.nerest.selection.StrategyDescription;
import io.nerest.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The strategies and their settings. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/strategies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Strategies")
public class StrategyResource {

    /**
     * All strategies, and the settings that they share.
     *
     * @param settings the shared settings with their ranges and defaults
     */
    public record StrategiesView(List<StrategyDescription> strategies, List<SettingDescription> settings) {}

    @GET
    @Operation(summary = "Every strategy: its formula, source, range, treatment of empty frames, and settings")
    public StrategiesView all() {
        return new StrategiesView(Strategies.ALL, Strategies.SHARED);
    }
}
