package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.FileCache;
import io.nerest.system.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Downloads weights once and verifies signature and SHA-256 before every load. */
@ApplicationScoped
class ModelFiles {
    private final ObjectStore store;
    private final Signatures signatures;
    private final Path folder;
    private final int maxFiles;
    private volatile Set<String> kept = Set.of();

    ModelFiles(ObjectStore store, Signatures signatures, ModelConfig config) {
        this.store = store;
        this.signatures = signatures;
        this.folder = config.folder().toAbsolutePath();
        this.maxFiles = config.maxFiles();
    }

    /** @throws IllegalStateException if the trainer's public key is not configured */
    void requireKey() {
        signatures.requirePublicKey();
    }

    /**
     * Checks who published a model.
     *
     * @return false if an earlier version of the trainer did, whose signature does not cover the whole publication
     * @throws UntrustedModelException if the trainer did not sign the publication
     */
    boolean isTrusted(ModelPublished model) {
        Signatures.Validity validity = signatures.verify(model);
        if (validity == Signatures.Validity.INVALID) {
            throw new UntrustedModelException("the signature of model '" + model.modelId()
                    + "' is not the trainer's, or a field was changed after the trainer signed it");
        }
        return validity == Signatures.Validity.VALID;
    }

    /** Keeps the weights of these models, and of no others, however long ago they were used. */
    void keep(List<ModelPublished> models) {
        kept = models.stream().map(ModelFiles::name).collect(Collectors.toUnmodifiableSet());
    }

    private static String name(ModelPublished model) {
        return model.sha256() + ".safetensors";
    }

    /**
     * Returns the verified weights, and deletes those of other models that were not used for long.
     *
     * @throws UntrustedModelException if the weights in the store are not the published ones
     */
    Path fetch(ModelPublished model) throws IOException {
        if (!isTrusted(model)) {
            throw new UntrustedModelException(
                    "the signature of model '" + model.modelId()
                            + "' does not cover the whole publication; start a trainer of this version, which publishes it again");
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(name(model));
        if (Files.isRegularFile(file) && Sha256.of(file).equals(model.sha256())) {
            FileCache.use(file);
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
        Set<String> inUse = kept;
        new FileCache(folder).keepNewest(maxFiles, name -> inUse.contains(name) || name.equals(name(model)));
        return file;
    }
}
