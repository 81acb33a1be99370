package io.nerest.trainer.registry;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.service.signing.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Published models. Each change is stored and sent as an event in one transaction: the caller's, or one of its own. */
@ApplicationScoped
@Transactional
public class ModelRegistry {
    private final RegisteredModelRepository rows;
    private final RegistryFiles files;
    private final Outbox outbox;
    private final Signatures signatures;

    ModelRegistry(RegisteredModelRepository rows, RegistryFiles files, Outbox outbox, Signatures signatures) {
        this.rows = rows;
        this.files = files;
        this.outbox = outbox;
        this.signatures = signatures;
    }

    /** Publishes a model with the gate's verdict. Does nothing if the model is published already. */
    public void publish(NewModel model, StoredWeights weights, GateVerdict verdict) {
        // First, since it lets one pod in at a time: several publish the base checkpoint when they start together.
        Instant publishedAt = rows.nextPublication();
        if (rows.findByIdOptional(model.modelId()).isPresent()) {
            return;
        }
        ModelPublished published = signatures.sign(new ModelPublished(
                model.modelId(),
                verdict.status(),
                verdict.reason(),
                weights.object(),
                weights.sha256(),
                Signatures.NOT_SIGNED,
                weights.architecture(),
                model.classNames(),
                model.imgsz(),
                model.metrics(),
                model.training(),
                model.importedFrom(),
                publishedAt));
        RegisteredModelEntity row = new RegisteredModelEntity(published);
        row.liveSince = verdict.status() == ModelStatus.PROMOTED ? published.publishedAt() : null;
        rows.persist(row);
        outbox.add(Topics.MODELS, published.modelId(), published);
    }

    /**
     * Makes a model live, whatever the gate decided.
     *
     * @throws UnknownModelException if there is no such model
     * @throws InvalidWeightsException if the stored weights are not what was published
     */
    @Transactional(rollbackOn = Exception.class)
    public ModelPublished promote(String modelId, String reason) throws IOException {
        ModelPublished model = require(modelId);
        files.verify(model);
        RegisteredModelEntity row = rows.findById(modelId);
        ModelPublished promoted = signatures.sign(new ModelPublished(
                model.modelId(),
                ModelStatus.PROMOTED,
                reason,
                model.weights(),
                model.sha256(),
                Signatures.NOT_SIGNED,
                model.architecture(),
                model.classNames(),
                model.imgsz(),
                model.metrics(),
                model.training(),
                model.importedFrom(),
                rows.nextPublication()));
        row.set(promoted);
        row.liveSince = promoted.publishedAt();
        outbox.add(Topics.MODELS, promoted.modelId(), promoted);
        return promoted;
    }

    /** Which models are published again. */
    public enum Republished {
        ALL,
        /** Models that a pod needs when the topic is empty, and models that an earlier version signed. */
        NECESSARY
    }

    /**
     * Sends models as they were last published, the oldest publication first, with a signature of the current form.
     *
     * @return how many
     */
    public int republish(Republished which) {
        rows.lockPublications();
        String liveId = live().map(ModelPublished::modelId).orElse("");
        int sent = 0;
        for (RegisteredModelEntity row : rows.byPublication()) {
            ModelPublished model = row.toModel();
            // The same text has the same signature, unless an earlier version or another key signed it.
            ModelPublished signed = signatures.sign(model);
            boolean outdated = !signed.signature().equals(model.signature());
            if (which == Republished.ALL || outdated || row.kind != ModelKind.TRAINED || row.id.equals(liveId)) {
                row.set(signed);
                outbox.add(Topics.MODELS, row.id, signed);
                sent++;
            }
        }
        return sent;
    }

    /** Sends one model as it was last published. */
    public void republish(String modelId) {
        rows.lockPublications();
        outbox.add(Topics.MODELS, modelId, require(modelId));
    }

    /** Returns a model. */
    public Optional<ModelPublished> find(String modelId) {
        return rows.findByIdOptional(modelId).map(RegisteredModelEntity::toModel);
    }

    /**
     * Returns a model.
     *
     * @throws UnknownModelException if there is no such model
     */
    public ModelPublished require(String modelId) {
        return find(modelId).orElseThrow(() -> new UnknownModelException(modelId));
    }

    /** Returns the live model: the one promoted last, or the newest base checkpoint if none was. */
    public Optional<ModelPublished> live() {
        return rows.live().map(RegisteredModelEntity::toModel);
    }

    /** Returns the newest models first. */
    public List<ModelPublished> newest(int limit) {
        return rows.newest(limit).stream().map(RegisteredModelEntity::toModel).toList();
    }
}
