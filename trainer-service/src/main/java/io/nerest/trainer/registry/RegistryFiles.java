package io.nerest.trainer.registry;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ObjectRef;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.FileCache;
import io.nerest.system.Sha256;
import io.nerest.trainer.pod.WorkFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of models in the object store. They are stored below the SHA-256 of the weights, so that two attempts at one
 * training never overwrite each other's files.
 */
@ApplicationScoped
public class RegistryFiles {
    private static final String EVENTS = "events.out.tfevents";
    private static final int SHA256_DIGITS = 12;
    private static final Map<String, String> RESULT_FILES =
            Map.of("results.csv", "text/csv", "args.yaml", "application/yaml", "results.png", "image/png");

    private final ObjectStore store;
    private final WorkFolder work;

    RegistryFiles(ObjectStore store, WorkFolder work) {
        this.store = store;
        this.work = work;
    }

    /** Stores a weights file. */
    public StoredWeights store(String modelId, Path weights) throws IOException {
        return storeAs(TrainedNetwork.read(weights).description().name(), modelId, weights);
    }

    /**
     * Stores a weights file that the caller has read, without reading its tensors into memory.
     *
     * @param architecture name of the network
     */
    StoredWeights storeAs(String architecture, String modelId, Path weights) throws IOException {
        String sha256 = Sha256.of(weights);
        ObjectRef object = store.put(key(modelId, sha256, "weights.safetensors"), weights, "application/octet-stream");
        return new StoredWeights(object, sha256, architecture);
    }

    /** Stores the best weights of a run, and its tables and plots beside them. */
    public StoredWeights store(String modelId, Path weights, Path runFolder) throws IOException {
        StoredWeights stored = store(modelId, weights);
        for (Map.Entry<String, String> file : RESULT_FILES.entrySet()) {
            Path path = runFolder.resolve(file.getKey());
            if (Files.isRegularFile(path)) {
                store.put(key(modelId, stored.sha256(), file.getKey()), path, file.getValue());
            }
        }
        storeEvents(modelId, stored.sha256(), runFolder);
        return stored;
    }

    /** Stores the TensorBoard events of all attempts as one file: records follow each other in any number of files. */
    private void storeEvents(String modelId, String sha256, Path runFolder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(runFolder)) {
            files = all.filter(file -> String.valueOf(file.getFileName()).startsWith(EVENTS))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            return;
        }
        Path joined = Files.createTempFile(work.models(), "events-", ".tmp");
        try (OutputStream out = Files.newOutputStream(joined)) {
            for (Path file : files) {
                Files.copy(file, out);
            }
            out.flush();
            store.put(key(modelId, sha256, EVENTS), joined, "application/octet-stream");
        } finally {
            Files.deleteIfExists(joined);
        }
    }

    /** Returns the TensorBoard events of the training of a model; empty if there are none. */
    public Optional<ObjectRef> events(ModelPublished model) {
        return store.stat(key(model.modelId(), model.sha256(), EVENTS)).map(ObjectStore.Stored::ref);
    }

    /**
     * Returns a model's weights as a local file, downloaded if necessary and verified in any case.
     *
     * @throws InvalidWeightsException if the object is missing, or is not what was published
     */
    public Path download(ModelPublished model) throws IOException {
        Path file = work.models().resolve(localName(model.sha256()));
        if (!Files.isRegularFile(file)) {
            fetch(model, file);
        }
        verify(model, file);
        FileCache.use(file);
        return file;
    }

    /** Returns the name of a local weights file. */
    public static String localName(String sha256) {
        return sha256 + ".safetensors";
    }

    /**
     * Verifies that the object store holds the weights as published.
     *
     * @throws InvalidWeightsException if the object is missing, or is not what was published
     */
    public void verify(ModelPublished model) throws IOException {
        Path copy = Files.createTempFile(work.models(), "verify-", ".safetensors");
        try {
            fetch(model, copy);
            verify(model, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void fetch(ModelPublished model, Path file) throws IOException {
        try {
            store.download(model.weights(), file);
        } catch (MissingObjectException e) {
            throw new InvalidWeightsException(
                    "the weights of '" + model.modelId() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static void verify(ModelPublished model, Path file) throws IOException {
        String sha256 = Sha256.of(file);
        if (!sha256.equals(model.sha256())) {
            Files.delete(file);
            throw new InvalidWeightsException("the weights of '" + model.modelId() + "' have SHA-256 " + sha256
                    + ", but were published with " + model.sha256());
        }
    }

    private static String key(String modelId, String sha256, String file) {
        return "models/" + modelId + "/" + sha256.substring(0, SHA256_DIGITS) + "/" + file;
    }
}
