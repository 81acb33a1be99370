package io.nerest.selector.rest;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.training.CampaignTrainingArguments;
import io.nerest.service.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The training arguments that a campaign may set. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/training-arguments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Training arguments")
public class TrainingArgumentResource {

    @GET
    @Operation(summary = "All training arguments of a campaign: type, range, default, description")
    public List<ArgumentDescription> all() {
        return CampaignTrainingArguments.descriptions();
    }
}
