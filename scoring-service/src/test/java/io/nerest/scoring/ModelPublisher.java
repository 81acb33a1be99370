package io.nerest.scoring;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The trainer as scoring knows it: it stores weights, signs them and publishes models. */
final class ModelPublisher {
    static final int IMGSZ = 96;

    private final ScoringFixture around;
    private final ObjectStore store;
    private final Signatures signatures;

    ModelPublisher(ScoringFixture around, ObjectStore store, Signatures signatures) {
        this.around = around;
        this.store = store;
        this.signatures = signatures;
    }

    /** Weights in the store. */
    record Weights(ObjectRef file, String sha256) {}

    /** The real base checkpoint. */
    static byte[] baseCheckpoint() throws IOException {
        Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        return Files.readAllBytes(Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("trainer-service/base/nerest-base-n.safetensors"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no base checkpoint above " + here)));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Weights store(String name, byte[] bytes) {
        return new Weights(
                store.put("models/" + name + "/weights.safetensors", bytes, "application/octet-stream"), sha256(bytes));
    }

    String sign(String id, String sha256) {
        return signatures.sign(id, sha256);
    }

    void publish(String id, ModelStatus status, Weights weights) {
        publish(id, status, weights, sign(id, weights.sha256()), IMGSZ);
    }

    void publish(String id, ModelStatus status, Weights weights, String signature, int imgsz) {
        around.send(
                Topics.MODELS,
                id,
                new ModelPublished(
                        id,
                        status,
                        "a test says so",
                        weights.file(),
                        weights.sha256(),
                        signature,
                        "yolov8n",
                        List.of("fish"),
                        imgsz,
                        null,
                        null,
                        Instant.now()));
    }
}
