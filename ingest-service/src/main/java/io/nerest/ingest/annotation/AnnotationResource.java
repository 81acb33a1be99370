package io.nerest.ingest.annotation;

import io.nerest.formats.AnnotationFormat;
import io.nerest.ingest.idempotency.IdempotentRequests;
import io.nerest.ingest.idempotency.RequestFingerprint;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.ingest.label.InvalidLabelException;
import io.nerest.ingest.label.LabelService;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.access.Roles;
import io.nerest.service.http.FormFields;
import io.nerest.service.http.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Imports and exports annotation files over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/annotations")
@Tag(name = "labels")
public class AnnotationResource {
    private static final Set<String> FIELDS = Set.of("file");
    private static final String EXAMPLE = """
            {"dryRun": false, "format": "coco", "images": 2, "boxes": 3, "newFrames": 0, "unchanged": 0,
             "repaired": 1, "rejected": 0, "filesLeftOut": 0,
             "files": [{"file": "annotations/instances_default.json", "images": 2, "boxes": 3, "repaired": 1,
               "rejected": 0, "reasons": ["repaired: image 'a.jpg': a box of 'fish' reaches beyond the image; clipped"]}]}
            """;

    private final AnnotationImport imports;
    private final AnnotationExport exports;
    private final LabelService labels;
    private final StreamService streams;
    private final SecurityIdentity caller;
    private final IdempotentRequests requests;

    AnnotationResource(
            AnnotationImport imports,
            AnnotationExport exports,
            LabelService labels,
            StreamService streams,
            SecurityIdentity caller,
            IdempotentRequests requests) {
        this.imports = imports;
        this.exports = exports;
        this.labels = labels;
        this.streams = streams;
        this.caller = caller;
        this.requests = requests;
    }

    @POST
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import annotations in the format of another tool",
            description =
                    "Send an annotation file, or a zip, tar or tar.gz file of a data set, as 'file'. The format (yolo, coco,"
                            + " voc, cvat, label-studio, viame, megadetector, fiftyone) is recognised by the content unless"
                            + " 'format' names it. An image's frame is found by the frame's id in the image's name, or in"
                            + " 'stream' by the image's content or by its SHA-256 as name; for the role operator, images of the"
                            + " archive that are no frames yet become frames. All labels are stored, or none: a rejected image"
                            + " ends the import unless 'skipRejected' is true. 'dryRun' reads, checks and reports only. 'map'"
                            + " renames classes (chum=fish; *=fish for all others), 'ignore' leaves out the boxes of a class;"
                            + " both may occur several times. 'author' is the caller if it is absent. At most 20,000 images"
                            + " and 200,000 boxes.")
    @APIResponse(
            responseCode = "200",
            description = "What was stored, or would be, by file",
            content = @Content(examples = @ExampleObject(name = "imported", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such stream (problem+json)")
    @APIResponse(
            responseCode = "422",
            description = "The file cannot be read, or an image is rejected; 'report' has the reasons (problem+json)")
    public AnnotationReport importFile(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("format") @Nullable String format,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("author") @Nullable String author,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("skipRejected") @DefaultValue("false") boolean skipRejected,
            @QueryParam("map") @Nullable List<String> map,
            @QueryParam("ignore") @Nullable List<String> ignore,
            @RestForm("file") @Nullable FileUpload file)
            throws IOException {
        RequestKey requestKey = RequestKey.of(key);
        FormFields.requireKnown(FIELDS);
        if (file == null) {
            throw ProblemException.invalid("file", "is missing: the form contains no file of this name");
        }
        requireStream(stream);
        List<String> renamed = map == null ? List.of() : map;
        List<String> ignored = ignore == null ? List.of() : ignore;
        ImportRules rules = new ImportRules(
                Optional.ofNullable(format).map(FormatName::parse),
                stream,
                author == null ? caller.getPrincipal().getName() : author,
                caller.hasRole(Roles.OPERATOR) || caller.hasRole(Roles.ENGINEER),
                skipRejected,
                classMap(renamed),
                Set.copyOf(ignored));
        checkAuthor(rules.author());
        RequestFingerprint fingerprint = new RequestFingerprint()
                .with(format)
                .with(stream)
                .with(author)
                .with(dryRun + "/" + skipRejected)
                .with(renamed.toString())
                .with(ignored.toString());
        if (requestKey.value().isPresent()) {
            fingerprint.with(file.uploadedFile());
        }
        return requests.answer(
                "POST /api/annotations",
                requestKey,
                fingerprint,
                AnnotationReport.class,
                () -> imports.run(file.uploadedFile(), rules, dryRun));
    }

    @POST
    @Path("imports/{id}/undo")
    @RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Undo an import",
            description =
                    "'id' is the 'importId' of the import's report. Each frame whose newest label is that of the import has"
                            + " its earlier label again, or none; frames that were labelled since keep that label. All"
                            + " revisions are kept, and undoing it again changes nothing. 'author' is the caller if it is"
                            + " absent.")
    @APIResponse(responseCode = "404", description = "There is no such import (problem+json)")
    public LabelService.Undone undo(@PathParam("id") UUID importId, @QueryParam("author") @Nullable String author) {
        try {
            return labels.undoImport(
                    importId, author == null ? caller.getPrincipal().getName() : author);
        } catch (InvalidLabelException e) {
            throw ProblemException.describedBy(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private void requireStream(@Nullable String stream) {
        if (stream != null && (!StreamService.ID.matcher(stream).matches() || !streams.exists(stream))) {
            throw ProblemException.describedBy(
                    404,
                    "'stream': stream '" + StreamService.shown(stream)
                            + "' does not exist; register it with PUT /api/streams/ID");
        }
    }

    private void checkAuthor(String author) {
        try {
            labels.check(author, List.of());
        } catch (InvalidLabelException e) {
            throw ProblemException.describedBy(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> classMap(List<String> renamed) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : renamed) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw ProblemException.invalid("map", "must have the form OLD=NEW, such as chum=fish");
            }
            if (names.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw ProblemException.invalid("map", "renames a class twice");
            }
        }
        return names;
    }

    @GET
    @Produces("application/zip")
    @Operation(
            summary = "Export labels in the format of another tool",
            description =
                    "Returns a zip file of the newest labels of all labelled frames, of one 'stream' and from 'from' until"
                            + " 'to' (time of capture, excluded) if these are given. It has no images: their names are"
                            + " STREAM/TIME-FRAME.jpg with the frame's id, and GET /api/frames/FRAME/image returns them. What"
                            + " a tool changes can be imported again. At most 100,000 frames.")
    @APIResponse(responseCode = "200", description = "A zip file", content = @Content(mediaType = "application/zip"))
    @APIResponse(responseCode = "404", description = "No frame has a label (problem+json)")
    @APIResponse(responseCode = "413", description = "Too many frames have labels (problem+json)")
    public Response export(
            @QueryParam("format") @DefaultValue("yolo") String format,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to)
            throws IOException {
        AnnotationFormat written = FormatName.parse(format);
        requireStream(stream);
        return Response.ok(exports.zip(exports.labels(stream, time("from", from), time("to", to)), written))
                .header("Content-Disposition", "attachment; filename=\"labels-" + written.label() + ".zip\"")
                .build();
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, "must be a time such as 2026-08-01T04:00:00Z");
        }
    }
}
