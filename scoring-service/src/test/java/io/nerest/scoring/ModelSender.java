package io.nerest.scoring;

import static org.awaitility.Awaitility.await;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Stores, signs and publishes models as the trainer does. */
public final class ModelSender {
    public static final int IMGSZ = 96;

    private final ScoringFixture fixture = ScoringFixture.shared();
    private final ObjectStore store;
    private final Signatures signatures;
    private final Weights weights;

    public ModelSender(ObjectStore store, Signatures signatures) throws IOException {
        this.store = store;
        this.signatures = signatures;
        this.weights = store("test-base", Files.readAllBytes(baseCheckpoint()));
    }

    /** Weights in the object store. */
    public record Weights(ObjectRef file, String sha256) {}

    /** Returns the file of the project's base checkpoint. */
    public static Path baseCheckpoint() {
        Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("trainer-service/base/nerest-base-n.safetensors"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no base checkpoint above " + here));
    }

    public Weights store(String name, byte[] bytes) {
        return new Weights(
                store.put("models/" + name + "/weights.safetensors", bytes, "application/octet-stream"),
                Sha256.of(bytes));
    }

    /** Returns the base checkpoint's weights. */
    public Weights weights() {
        return weights;
    }

    public ModelPublished signed(String id, ModelStatus status, Weights weights) {
        return signed(published(id, status, weights, IMGSZ));
    }

    public ModelPublished signed(ModelPublished model) {
        return signatures.sign(model);
    }

    public void publish(String id, ModelStatus status, Weights weights) {
        send(signed(id, status, weights));
    }

    public void send(ModelPublished model) {
        fixture.send(Topics.MODELS, model.modelId(), model);
    }

    /** Returns a publication without a signature. */
    public static ModelPublished published(String id, ModelStatus status, Weights weights, int imgsz) {
        return new ModelPublished(
                id,
                status,
                "for a test",
                weights.file(),
                weights.sha256(),
                Signatures.NOT_SIGNED,
                "yolov8n",
                List.of("fish"),
                imgsz,
                null,
                null,
                Instant.now());
    }

    /** Promotes a model and waits until it is active. */
    public String promote(ActiveModel active) {
        String id = "promoted-" + UUID.randomUUID();
        publish(id, ModelStatus.PROMOTED, weights);
        await().atMost(ScoringFixture.LIMIT).until(() -> active.modelId().equals(Optional.of(id)));
        return id;
    }

    /** Returns the active model. Promotes one if there is none. */
    public String ensureActive(ActiveModel active) {
        return active.modelId().orElseGet(() -> promote(active));
    }
}
