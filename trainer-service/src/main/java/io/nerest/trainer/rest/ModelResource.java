package io.nerest.trainer.rest;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ObjectRef;
import io.nerest.service.access.Roles;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.trainer.registry.InvalidWeightsException;
import io.nerest.trainer.registry.ModelExport;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.RegistryFiles;
import io.nerest.trainer.registry.StreamMeasurements;
import io.nerest.trainer.registry.StreamMetrics;
import io.nerest.trainer.registry.WeightsFormat;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Models over REST. */
@RolesAllowed({Roles.ECOLOGIST, Roles.ENGINEER, Roles.OPERATOR})
@Path("/api/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private static final int MAX_LISTED = 200;

    private final ModelRegistry models;
    private final StreamMeasurements streams;
    private final RegistryFiles files;
    private final ObjectStore store;
    private final ModelExport export;

    ModelResource(
            ModelRegistry models,
            StreamMeasurements streams,
            RegistryFiles files,
            ObjectStore store,
            ModelExport export) {
        this.models = models;
        this.streams = streams;
        this.files = files;
        this.store = store;
        this.export = export;
    }

    /** Returns the newest models first. */
    @GET
    public List<ModelPublished> models() {
        return models.newest(MAX_LISTED);
    }

    /** Returns the live model. */
    @GET
    @Path("live")
    public ModelPublished live() {
        return models.live().orElseThrow(() -> new ProblemException(404, "no model is live"));
    }

    /** Returns a model. */
    @GET
    @Path("{id}")
    public ModelPublished model(@PathParam("id") String id) {
        return models.find(id).orElseThrow(() -> unknown(id));
    }

    /** Returns the metrics of a model on each camera. */
    @GET
    @Path("{id}/streams")
    @Operation(
            summary = "A model's metrics on each stream of its campaign's validation set",
            description =
                    "Streams without labelled objects are left out. Empty for models that this trainer has not trained, and for"
                            + " models of versions before metrics were stored by stream.")
    @APIResponse(responseCode = "200", description = "Ordered by stream")
    @APIResponse(responseCode = "404", description = "There is no such model (problem+json)")
    public List<StreamMetrics> streams(@PathParam("id") String id) {
        return streams.of(model(id).modelId());
    }

    /** Makes a model live, whatever the gate decided: to overrule the gate, or to roll back. */
    @POST
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Path("{id}/promote")
    public ModelPublished promote(@PathParam("id") String id) throws IOException {
        ModelPublished before = model(id);
        try {
            return models.promote(id, ManualPromotion.reason(before.status(), before.reason()));
        } catch (InvalidWeightsException e) {
            throw new ProblemException(409, e.getMessage() + "; promote another model");
        }
    }

    /**
     * How many models were published again.
     *
     * @param published number of events
     */
    public record Republication(int published) {}

    /** Publishes every model again as it was last published, for consumers that have lost the topic. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Path("republish")
    public Republication republish() {
        return new Republication(models.republish(ModelRegistry.Republished.ALL));
    }

    /** Returns a model's weights, as safetensors or in the format of another program. */
    @GET
    @Path("{id}/weights")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Download a model's weights",
            description =
                    "'format' is safetensors (as stored), onnx (opset 17), torchscript, or pt (a state dictionary for torch.load)."
                            + " ONNX and TorchScript take RGB floats of 0 to 1, [batch, 3, height, width], sides multiples of 32,"
                            + " and compute in 32-bit floats; 'nerest detect export' also writes 16 and 8 bits.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "404", description = "There is no such model (problem+json)")
    @APIResponse(responseCode = "409", description = "The stored weights are not those published (problem+json)")
    @APIResponse(responseCode = "422", description = "There is no such format (problem+json)")
    @APIResponse(responseCode = "503", description = "Another model is being exported (problem+json)")
    public Response weights(
            @PathParam("id") String id, @QueryParam("format") @DefaultValue("safetensors") String format)
            throws IOException {
        WeightsFormat wanted = WeightsFormat.of(format)
                .orElseThrow(() -> ProblemException.invalid("format", "must be one of " + WeightsFormat.names()));
        ModelPublished model = model(id);
        if (wanted == WeightsFormat.SAFETENSORS) {
            // Streamed: weights are not read into memory.
            return download(
                    store.read(model.weights(), 0, model.weights().size()),
                    model.weights().size(),
                    model,
                    wanted);
        }
        try {
            java.nio.file.Path file = export.write(model, wanted);
            long bytes = Files.size(file);
            return download(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), bytes, model, wanted);
        } catch (InvalidWeightsException e) {
            throw new ProblemException(409, e.getMessage() + "; the model cannot be exported");
        }
    }

    private static Response download(InputStream content, long bytes, ModelPublished model, WeightsFormat format) {
        return Response.ok(content)
                .header("Content-Length", bytes)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + model.modelId() + "." + format.label() + "\"")
                .build();
    }

    /** Returns the TensorBoard events of a model's training. */
    @GET
    @Path("{id}/events")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response events(@PathParam("id") String id) {
        ModelPublished model = model(id);
        ObjectRef events = files.events(model)
                .orElseThrow(() -> new ProblemException(404, "model '" + id + "' has no event files"));
        return Response.ok(store.read(events, 0, events.size()))
                .header("Content-Length", events.size())
                .header("Content-Disposition", "attachment; filename=\"events.out.tfevents." + model.modelId() + "\"")
                .build();
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(404, "there is no model '" + id + "'");
    }
}
