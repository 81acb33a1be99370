package io.nerest.trainer.rest;

import io.nerest.contracts.ModelPublished;
import io.nerest.detector.model.InvalidNetworkException;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.service.access.Roles;
import io.nerest.service.http.FormFields;
import io.nerest.service.http.ProblemException;
import io.nerest.trainer.registry.ModelImport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Imports models over REST. */
@RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelImportResource {
    private static final Set<String> FIELDS = Set.of("file", "classNames");
    private static final int LONGEST_FILE_NAME = 200;

    private final ModelImport models;

    ModelImportResource(ModelImport models) {
        this.models = models;
    }

    /** Imports a model from a weights file. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Import a model from a weights file",
            description =
                    "'file': safetensors, or a .pt file of torch.save, whose code is never executed; YOLOv8 n to x, YOLOv5u"
                            + " n to x, their P2 variants, and networks whose weights carry an architecture file. 'classNames': names by"
                            + " class id, separated by commas; they replace those of the file. The model is checked, signed, stored and"
                            + " published as a candidate, which campaigns can name as base, in a committee or as teacher.")
    @APIResponse(
            responseCode = "201",
            description = "The model; Location has its URL",
            content = @Content(schema = @Schema(implementation = ModelPublished.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same model had been imported before",
            content = @Content(schema = @Schema(implementation = ModelPublished.class)))
    @APIResponse(responseCode = "422", description = "The file or a field cannot be used (problem+json)")
    @APIResponse(responseCode = "503", description = "Another import is in progress (problem+json)")
    public Response importModel(
            @RestForm("file") @Nullable FileUpload file, @RestForm("classNames") @Nullable String classNames)
            throws IOException {
        FormFields.requireKnown(FIELDS);
        if (file == null) {
            throw ProblemException.invalid("file", "is missing: the form contains no file of this name");
        }
        ModelImport.Imported imported;
        try {
            imported = models.of(file.uploadedFile(), name(file), names(classNames))
                    .orElseThrow(() -> new ProblemException(
                                    503, "another model is being imported; try again in a few seconds")
                            .header("Retry-After", "5"));
        } catch (InvalidNetworkException e) {
            throw ProblemException.invalid(e.field(), "cannot be used: " + e.getMessage());
        } catch (UnreadableWeightsException e) {
            throw ProblemException.invalid(
                    "file",
                    "cannot be used: "
                            + String.valueOf(e.getMessage())
                                    .replace(file.uploadedFile().toString() + ": ", ""));
        }
        ModelPublished model = imported.model();
        return Response.status(imported.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create("/api/models/" + model.modelId()))
                .entity(model)
                .build();
    }

    private static List<String> names(@Nullable String classNames) {
        return classNames == null || classNames.isBlank()
                ? List.of()
                : Arrays.stream(classNames.split(",", -1)).map(String::strip).toList();
    }

    /** The last part of the file's name, without characters that a log or a terminal interprets. */
    private static String name(FileUpload file) {
        String given = file.fileName() == null ? "" : file.fileName();
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[^\\p{L}\\p{N} ._+-]", "_")
                .strip();
        String kept = last.substring(0, Math.min(last.length(), LONGEST_FILE_NAME));
        return kept.isBlank() ? "a file without name" : kept;
    }
}
