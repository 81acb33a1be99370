package io.nerest.trainer.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.messaging.sending.Outbox;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import io.nerest.trainer.run.TrainedModel;
import io.nerest.trainer.run.WorkFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models: their files in the store, their rows, and the events that tell of their standing. */
@ApplicationScoped
public class ModelRegistry {
    private static final Map<String, String> FILES =
            Map.of("results.csv", "text/csv", "args.yaml", "application/yaml", "results.png", "image/png");

    private final ObjectStore store;
    private final ModelTable table;
    private final Outbox outbox;
    private final Signatures signatures;
    private final WorkFolder work;

    ModelRegistry(ObjectStore store, ModelTable table, Outbox outbox, Signatures signatures, WorkFolder work) {
        this.store = store;
        this.table = table;
        this.outbox = outbox;
        this.signatures = signatures;
        this.work = work;
    }

    /** Weights that lie in the store. */
    public record Stored(ObjectRef weights, String sha256, String architecture) {}

    /** Writes a run's weights and results into the store. */
    public Stored store(TrainedModel model) throws IOException {
        Path best = model.folder().best();
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = model.folder().path().resolve(file.getKey());
            if (Files.isRegularFile(path)) {
                store.put(key(model.modelId(), file.getKey()), path, file.getValue());
            }
        }
        return storeWeights(model.modelId(), best);
    }

    Stored storeWeights(String modelId, Path weights) throws IOException {
        return new Stored(
                store.put(key(modelId, "weights.safetensors"), weights, "application/octet-stream"),
                Sha256.of(weights),
                TrainedNetwork.read(weights).description().name());
    }

    private static String key(String modelId, String file) {
        return "models/" + modelId + "/" + file;
    }

    /** Publishes a trained model, in the caller's transaction. */
    public void publish(TrainedModel model, Stored stored, PromotionGate.Verdict verdict) throws SQLException {
        send(new ModelPublished(
                model.modelId(),
                verdict.status(),
                verdict.reason(),
                stored.weights(),
                stored.sha256(),
                signatures.sign(model.modelId(), stored.sha256()),
                stored.architecture(),
                model.classNames(),
                model.imgsz(),
                model.metrics(),
                model.training(),
                Instant.now(Clock.systemUTC())));
    }

    /** Publishes the base checkpoint, once, in a transaction of its own. */
    @Transactional(rollbackOn = Exception.class)
    public void publishBase(String modelId, Stored stored, List<String> classNames, int imgsz) throws SQLException {
        if (table.byId(modelId).isPresent()) {
            return;
        }
        send(new ModelPublished(
                modelId,
                ModelStatus.BASE,
                "the checkpoint that every training starts from",
                stored.weights(),
                stored.sha256(),
                signatures.sign(modelId, stored.sha256()),
                stored.architecture(),
                classNames,
                imgsz,
                null,
                null,
                Instant.now(Clock.systemUTC())));
    }

    /**
     * Makes a model live, whatever the gate said of it: a person's decision, and the way back from a bad one.
     *
     * @throws ProblemException 404 where there is no such model
     */
    @Transactional(rollbackOn = Exception.class)
    public ModelPublished promote(String modelId) throws SQLException {
        return promote(require(modelId), "a person promoted it");
    }

    /** Makes a model live, in the caller's transaction. */
    public ModelPublished promote(ModelPublished model, String reason) throws SQLException {
        ModelPublished promoted = new ModelPublished(
                model.modelId(),
                ModelStatus.PROMOTED,
                reason,
                model.weights(),
                model.sha256(),
                model.signature(),
                model.architecture(),
                model.classNames(),
                model.imgsz(),
                model.metrics(),
                model.training(),
                Instant.now(Clock.systemUTC()));
        send(promoted);
        return promoted;
    }

    private void send(ModelPublished model) throws SQLException {
        table.save(model);
        outbox.add(Topics.MODELS, model.modelId(), model);
    }

    /** A model of that name. */
    public Optional<ModelPublished> find(String modelId) throws SQLException {
        return table.byId(modelId);
    }

    /** Whether a model of that name is published. */
    public boolean isPublished(String modelId) throws SQLException {
        return table.byId(modelId).isPresent();
    }

    /** What is live now. */
    public Optional<ModelPublished> live() throws SQLException {
        return table.live();
    }

    /**
     * A model.
     *
     * @throws ProblemException 404 where there is none
     */
    public ModelPublished require(String modelId) throws SQLException {
        return table.byId(modelId).orElseThrow(() -> new ProblemException(404, "there is no model '" + modelId + "'"));
    }

    public List<ModelPublished> newest(int most) throws SQLException {
        return table.newest(most);
    }

    /**
     * A model's weights as a file on this machine, fetched where they are not here, checked in any case.
     *
     * @throws IllegalArgumentException where there is no such model, or the file is not what was published
     */
    public Path weights(String modelId) throws IOException {
        ModelPublished model;
        try {
            model = table.byId(modelId)
                    .orElseThrow(() -> new IllegalArgumentException("there is no model '" + modelId + "'"));
        } catch (SQLException e) {
            throw new IOException("the model '" + modelId + "' cannot be looked up", e);
        }
        Path file = work.models().resolve(model.sha256() + ".safetensors");
        if (!Files.isRegularFile(file)) {
            store.download(model.weights(), file);
        }
        String sha256 = Sha256.of(file);
        if (!sha256.equals(model.sha256())) {
            Files.delete(file);
            throw new IllegalArgumentException("the weights of '" + modelId + "' have SHA-256 " + sha256
                    + ", but were published with " + model.sha256());
        }
        return file;
    }
}
