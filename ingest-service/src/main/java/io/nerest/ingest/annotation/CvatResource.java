package io.nerest.ingest.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reads annotations from CVAT: at its events, and on request. */
@RolesAllowed({Roles.ECOLOGIST, Roles.OPERATOR})
@Path("/api/cvat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "labels")
public class CvatResource {
    private static final String EXAMPLE = """
            {"event": "update:job", "job": {"id": 7, "task_id": 3, "project_id": 1, "state": "completed"},
             "before_update": {"state": "in progress"}, "webhook_id": 1, "sender": {"username": "anna"}}
            """;
    private static final int UNAUTHORIZED = 401;

    private final CvatAnnotations annotations;
    private final CvatConfig config;
    private final ObjectMapper json;

    CvatResource(CvatAnnotations annotations, CvatConfig config, ObjectMapper json) {
        this.annotations = annotations;
        this.config = config;
        this.json = json;
    }

    /**
     * The body of a request to read a project.
     *
     * @param project its number in CVAT
     */
    @Schema(example = """
                    {"project": 7}""")
    public record PollRequest(@Min(1) long project) {}

    @POST
    @Path("poll")
    @Operation(
            summary = "Read the annotations of a project of CVAT",
            description =
                    "Stores the annotations of all completed jobs that have changed since they were read. It may be repeated:"
                            + " what was stored is not stored again. Needs 'nerest.ingest.cvat.url'.")
    @APIResponse(responseCode = "200", description = "What was stored")
    @APIResponse(responseCode = "409", description = "No CVAT is configured (problem+json)")
    @APIResponse(responseCode = "502", description = "CVAT cannot be read (problem+json)")
    public CvatReport poll(@Valid PollRequest request) throws IOException {
        return annotations.storeProject(request.project());
    }

    @POST
    @Path("webhook")
    @Operation(
            summary = "Receive an event of CVAT",
            description =
                    "The address of a webhook for the event 'job updated'. The annotations of the event's job are read from CVAT"
                            + " and stored if the job is completed. CVAT sends no bearer token: write"
                            + " http://any:TOKEN@HOST/api/cvat/webhook, which it sends as Basic authentication. With"
                            + " 'nerest.ingest.cvat.webhook-secret', the signature is checked.")
    @APIResponse(responseCode = "200", description = "What was stored; nothing for other events")
    @APIResponse(responseCode = "401", description = "The signature is wrong (problem+json)")
    public CvatReport receive(
            @HeaderParam("X-Signature-256") @Nullable String signature,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Object.class),
                                            examples = @ExampleObject(name = "event", value = EXAMPLE)))
                    byte[] body)
            throws IOException {
        config.webhookSecret().ifPresent(secret -> requireSignature(secret, body, signature));
        JsonNode event = read(body);
        if (!event.isObject()) {
            throw new ProblemException(422, "the body must be a JSON object: an event of CVAT");
        }
        if (!event.path("event").asText("").equals("update:job")) {
            return CvatReport.NONE;
        }
        JsonNode id = event.path("job").path("id");
        if (!id.isIntegralNumber() || id.asLong() < 1) {
            throw ProblemException.invalid("job.id", "must be the number of a job");
        }
        return annotations.storeJob(id.asLong());
    }

    private JsonNode read(byte[] body) throws IOException {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw ProblemException.of(e);
        }
    }

    private static void requireSignature(String secret, byte[] body, @Nullable String signature) {
        byte[] expected = ("sha256=" + HexFormat.of().formatHex(hmac(secret, body))).getBytes(StandardCharsets.UTF_8);
        byte[] sent = (signature == null ? "" : signature).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, sent)) {
            throw ProblemException.describedBy(
                    UNAUTHORIZED,
                    "'X-Signature-256' is not the signature of this body; the secret of CVAT's webhook must be that of"
                            + " nerest.ingest.cvat.webhook-secret");
        }
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform provides HmacSHA256", e);
        }
    }
}
