package io.nerest.trainer.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.trainer.job.JobTable;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;

/** Models and trainings over REST. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private static final int MOST_LISTED = 200;

    private final ModelRegistry models;
    private final JobTable jobs;
    private final ObjectStore store;

    ModelResource(ModelRegistry models, JobTable jobs, ObjectStore store) {
        this.models = models;
        this.jobs = jobs;
        this.store = store;
    }

    @GET
    @Path("models")
    public List<ModelPublished> models() throws SQLException {
        return models.newest(MOST_LISTED);
    }

    /** What is live. */
    @GET
    @Path("models/live")
    public ModelPublished live() throws SQLException {
        return models.live().orElseThrow(() -> new ProblemException(404, "no model is live"));
    }

    @GET
    @Path("models/{id}")
    public ModelPublished model(@PathParam("id") String id) throws SQLException {
        return models.require(id);
    }

    /** Makes a model live, whatever the gate said: the way forward past the gate, and the way back. */
    @POST
    @Path("models/{id}/promote")
    public ModelPublished promote(@PathParam("id") String id) throws SQLException {
        return models.promote(id);
    }

    /** A model's weights, as safetensors. */
    @GET
    @Path("models/{id}/weights")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response weights(@PathParam("id") String id) throws SQLException {
        ModelPublished model = models.require(id);
        return Response.ok(store.get(model.weights()).bytes())
                .header("Content-Disposition", "attachment; filename=\"" + model.modelId() + ".safetensors\"")
                .build();
    }

    @GET
    @Path("trainings")
    public List<JobTable.JobView> trainings() throws SQLException {
        return jobs.newest(MOST_LISTED);
    }
}
