package io.nerest.trainer.registry;

import io.nerest.contracts.ModelPublished;
import io.nerest.detector.model.ExportedWeights;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.torchscript.ServingModule;
import io.nerest.detector.torchscript.ServingOptions;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.TorchStateFile;
import io.nerest.service.failure.OverloadException;
import io.nerest.trainer.pod.WorkFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Writes the weights of models in the formats of other programs. */
@ApplicationScoped
public class ModelExport {
    private final RegistryFiles files;
    private final WorkFolder work;
    /** Weights of one export at a time are in memory. */
    private final Semaphore one = new Semaphore(1);

    ModelExport(RegistryFiles files, WorkFolder work) {
        this.files = files;
        this.work = work;
    }

    /**
     * Writes a model's weights to a temporary file, which the caller deletes.
     *
     * @throws InvalidWeightsException if the object store does not hold the weights as published
     * @throws OverloadException if another export is in progress, or the memory is too small now
     */
    public Path write(ModelPublished model, WeightsFormat format) throws IOException {
        if (!one.tryAcquire()) {
            throw new OverloadException("another model is being exported; try again in a few seconds");
        }
        try {
            requireMemory(model);
            Path target = Files.createTempFile(work.models(), "export-", "." + format.label());
            try {
                write(TrainedNetwork.read(files.download(model)), format, target);
                return target;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(target);
                throw e;
            }
        } finally {
            one.release();
        }
    }

    private static void write(TrainedNetwork network, WeightsFormat format, Path target) throws IOException {
        switch (format) {
            case SAFETENSORS -> SafetensorsFile.write(target, ExportedWeights.of(network, false));
            case ONNX -> OnnxModelFile.write(target, OnnxExport.of(network, OnnxExportOptions.DEFAULT));
            case TORCHSCRIPT ->
                ServingModule.write(target, network.description(), network.weights(), ServingOptions.FLOAT32);
            case PT -> TorchStateFile.write(target, ExportedWeights.of(network, false));
        }
    }

    /** The weights, their copy and its serialised form are in memory together. A training must not end because of an export. */
    private static void requireMemory(ModelPublished model) {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        long needed = 3 * model.weights().size();
        if (needed > free) {
            throw new OverloadException(
                    "the export needs %d MiB of memory, and this pod has %d MiB; try again after the training, or give the trainer a larger memory limit"
                            .formatted(needed >> 20, free >> 20));
        }
    }
}
