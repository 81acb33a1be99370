package io.nerest.ingest.dataset;

import io.nerest.formats.AnnotationFormat;
import io.nerest.ingest.annotation.AnnotationExport;
import io.nerest.ingest.annotation.FormatName;
import io.nerest.service.access.Roles;
import io.nerest.service.http.OptionalBody;
import io.nerest.service.http.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Named data sets of labelled frames, over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "data sets")
public class DatasetResource {
    private static final int MOST_LISTED = 1_000;
    private static final int CREATED = 201;

    private final Datasets datasets;
    private final AnnotationExport exports;
    private final SecurityIdentity caller;

    DatasetResource(Datasets datasets, AnnotationExport exports, SecurityIdentity caller) {
        this.datasets = datasets;
        this.exports = exports;
        this.caller = caller;
    }

    /** The body of a request for a data set. */
    @Schema(example = """
                    {"description": "Frames of August, checked twice"}""")
    public record DatasetRequest(
            @Size(max = 10_000) @Nullable String description) {}

    /**
     * The body of a request for a tag.
     *
     * @param version its number, another tag, or {@code latest}
     */
    @Schema(example = """
                    {"version": "latest"}""")
    public record TagRequest(@NotNull String version) {}

    @GET
    @Operation(
            summary = "List data sets",
            description = "All data sets by name, each with its versions, the newest first.")
    public List<DatasetView> list() {
        return datasets.list();
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create a data set, or change its description",
            description = "Returns 201 if it is new. It has no version yet.")
    @APIResponse(responseCode = "201", description = "The data set is new")
    public Response put(@PathParam("name") String name, @OptionalBody @Valid @Nullable DatasetRequest request) {
        String description = request == null || request.description() == null ? "" : request.description();
        boolean isNew = datasets.put(name, description);
        return Response.status(isNew ? CREATED : 200)
                .entity(datasets.find(name))
                .build();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Read a data set", description = "The data set with its versions, the newest first.")
    public DatasetView find(@PathParam("name") String name) {
        return datasets.find(name);
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Operation(summary = "Delete a data set", description = "Deletes its versions and tags. Frames and labels stay.")
    @APIResponse(responseCode = "204", description = "The data set is deleted")
    public void delete(@PathParam("name") String name) {
        datasets.delete(name);
    }

    @POST
    @Path("{name}/versions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Fix the newest labels as a version",
            description =
                    "Takes the newest label of every labelled frame of 'streams' (all), captured 'from' until 'to' (excluded)."
                            + " Frames of the streams in 'val' and 'test' have that split, all others are 'train'. A version"
                            + " never changes. If nothing has changed since the latest version, that one is returned with 200."
                            + " At most 100,000 frames.")
    @APIResponse(responseCode = "200", description = "The latest version, which is equal")
    @APIResponse(responseCode = "201", description = "The new version")
    @APIResponse(responseCode = "404", description = "There is no such data set or stream (problem+json)")
    public Response createVersion(@PathParam("name") String name, @OptionalBody @Valid @Nullable DatasetRule rule) {
        Datasets.Created created =
                datasets.createVersion(name, caller.getPrincipal().getName(), rule == null ? DatasetRule.ALL : rule);
        return Response.status(created.isNew() ? CREATED : 200)
                .entity(created.version())
                .build();
    }

    @GET
    @Path("{name}/versions/{version}")
    @Operation(summary = "Read a version", description = "'version' is its number, a tag, or 'latest'.")
    public DatasetVersion version(@PathParam("name") String name, @PathParam("version") String version) {
        return datasets.version(name, version);
    }

    @GET
    @Path("{name}/versions/{version}/labels")
    @Produces("application/zip")
    @Operation(
            summary = "Download a version",
            description =
                    "Returns a zip file of the version's labels in 'format', with their splits and without images, as GET"
                            + " /api/annotations does. Downloads of a version have the same labels at any time.")
    @APIResponse(responseCode = "200", description = "A zip file", content = @Content(mediaType = "application/zip"))
    public Response download(
            @PathParam("name") String name,
            @PathParam("version") String version,
            @QueryParam("format") @DefaultValue("yolo") String format)
            throws IOException {
        AnnotationFormat written = FormatName.parse(format);
        DatasetVersion found = datasets.version(name, version);
        return Response.ok(exports.zip(exports.labelsOf(name, found.number()), written))
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s-%d-%s.zip\"".formatted(name, found.number(), written.label()))
                .build();
    }

    @GET
    @Path("{name}/differences")
    @Operation(
            summary = "Compare two versions",
            description =
                    "Counts the frames that were added, removed, relabelled or moved to another split 'from' one version 'to'"
                            + " another, and lists up to 'limit' of them by frame id, those after the id 'after'.")
    public DatasetDifference differences(
            @PathParam("name") String name,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @DefaultValue(Datasets.LATEST) String to,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (from == null) {
            throw ProblemException.invalid("from", "is missing; name the version to compare with");
        }
        if (limit < 1 || limit > MOST_LISTED) {
            throw ProblemException.invalid("limit", "is " + limit + ", but must be from 1 to " + MOST_LISTED);
        }
        return datasets.difference(name, from, to, Optional.ofNullable(after), limit);
    }

    @PUT
    @Path("{name}/tags/{tag}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give a version a tag",
            description = "The tag names 'version' from now on, and no other version any longer.")
    public DatasetVersion tag(@PathParam("name") String name, @PathParam("tag") String tag, @Valid TagRequest request) {
        return datasets.tag(name, tag, request.version());
    }

    @DELETE
    @Path("{name}/tags/{tag}")
    @Operation(summary = "Remove a tag", description = "The version stays.")
    @APIResponse(responseCode = "204", description = "The tag is removed")
    public void untag(@PathParam("name") String name, @PathParam("tag") String tag) {
        datasets.untag(name, tag);
    }
}
