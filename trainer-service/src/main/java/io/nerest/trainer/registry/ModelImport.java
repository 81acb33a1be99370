package io.nerest.trainer.registry;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.detector.model.ForeignWeights;
import io.nerest.detector.model.InvalidNetworkException;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.system.Sha256;
import io.nerest.trainer.pod.WorkFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Imports models from files: checks them, stores them as safetensors, signs and publishes them. An imported model is a candidate:
 * campaigns and users can name it, and nothing uses it by itself.
 */
@ApplicationScoped
public class ModelImport {
    private static final Logger LOG = Logger.getLogger(ModelImport.class);

    private final ModelRegistry models;
    private final RegistryFiles files;
    private final WorkFolder work;
    /** Weights of one import at a time are in memory. */
    private final Semaphore one = new Semaphore(1);

    ModelImport(ModelRegistry models, RegistryFiles files, WorkFolder work) {
        this.models = models;
        this.files = files;
        this.work = work;
    }

    /**
     * An import.
     *
     * @param isNew false if the same weights with the same class names had been imported before
     */
    public record Imported(ModelPublished model, boolean isNew) {}

    /**
     * Imports a file.
     *
     * @param name of the file, as its user knows it
     * @param classNames by class id; empty to take those of the file
     * @return the model; empty if another import is in progress
     * @throws UnreadableWeightsException if the file is damaged, names code, or its architecture is unknown
     * @throws InvalidNetworkException if the network cannot be used
     */
    public Optional<Imported> of(Path file, String name, List<String> classNames) throws IOException {
        if (!one.tryAcquire()) {
            return Optional.empty();
        }
        try {
            requireMemory(file);
            Path checked = Files.createTempFile(work.models(), "import-", ".safetensors");
            try {
                return Optional.of(publish(file, name, classNames, checked));
            } finally {
                Files.deleteIfExists(checked);
            }
        } finally {
            one.release();
        }
    }

    /**
     * The weights are in memory once, and those of a file whose tensors are not contiguous twice. A training must not end because
     * of an import.
     */
    private static void requireMemory(Path file) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (2 * Files.size(file) > free) {
            throw new UnreadableWeightsException(
                    file,
                    "needs %d MiB of memory, and this pod has %d MiB; give the trainer a larger memory limit"
                            .formatted((2 * Files.size(file)) >> 20, free >> 20));
        }
    }

    private Imported publish(Path file, String name, List<String> classNames, Path checked) throws IOException {
        TrainedNetwork network = ForeignWeights.read(file, classNames);
        SafetensorsFile.write(checked, network.weights());
        String modelId = "import-" + Sha256.of(checked).substring(0, 12);
        Optional<ModelPublished> there = models.find(modelId);
        if (there.isPresent()) {
            return new Imported(there.get(), false);
        }
        models.publish(
                new NewModel(modelId, network.classNames(), network.imgsz(), null, null, name),
                files.storeAs(network.description().name(), modelId, checked),
                new GateVerdict(ModelStatus.CANDIDATE, "imported from " + name));
        LOG.infof(
                "imported %s as %s: %s, classes %s",
                name, modelId, network.description().name(), network.classNames());
        return new Imported(models.require(modelId), true);
    }
}
