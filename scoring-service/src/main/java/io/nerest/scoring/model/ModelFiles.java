package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Downloads weights once and verifies signature and SHA-256 before every load. */
@ApplicationScoped
class ModelFiles {
    private final ObjectStore store;
    private final Signatures signatures;
    private final Path folder;

    ModelFiles(ObjectStore store, Signatures signatures, ModelConfig config) {
        this.store = store;
        this.signatures = signatures;
        this.folder = config.folder().toAbsolutePath();
    }

    /** @throws UntrustedModelException if the trainer did not sign the model */
    void checkSignature(ModelPublished model) {
        if (!signatures.isValid(model.modelId(), model.sha256(), model.signature())) {
            throw new UntrustedModelException("the signature of model '" + model.modelId() + "' is not the trainer's");
        }
    }

    /**
     * Returns the verified weights.
     *
     * @throws UntrustedModelException if the weights in the store are not the published ones
     */
    Path fetch(ModelPublished model) throws IOException {
        checkSignature(model);
        Files.createDirectories(folder);
        Path file = folder.resolve(model.sha256() + ".safetensors");
        if (Files.isRegularFile(file) && Sha256.of(file).equals(model.sha256())) {
            return file;
        }
        // A local file with another digest is damaged. The object in the store decides.
        store.download(model.weights(), file);
        String sha256 = Sha256.of(file);
        if (!sha256.equals(model.sha256())) {
            Files.delete(file);
            throw new UntrustedModelException("the weights of model '" + model.modelId() + "' have SHA-256 " + sha256
                    + ", but were published with " + model.sha256());
        }
        return file;
    }
}
