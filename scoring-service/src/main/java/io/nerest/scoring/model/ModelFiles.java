package io.nerest.scoring.model;

import io.nerest.contracts.ModelPublished;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Models' weights on this machine: fetched once, and checked every time before they are loaded. */
@ApplicationScoped
class ModelFiles {
    private final ObjectStore store;
    private final Signatures signatures;
    private final Path folder;

    ModelFiles(
            ObjectStore store,
            Signatures signatures,
            @ConfigProperty(name = "nerest.work-dir", defaultValue = "build/scoring") Path work) {
        this.store = store;
        this.signatures = signatures;
        this.folder = work.toAbsolutePath().resolve("models");
    }

    /**
     * Checks a model's signature.
     *
     * @throws UntrustedModelException where it is not the trainer's
     */
    void checkSignature(ModelPublished model) {
        if (!signatures.isValid(model.modelId(), model.sha256(), model.signature())) {
            throw new UntrustedModelException("the signature of model '" + model.modelId() + "' is not the trainer's");
        }
    }

    /**
     * The weights as a file.
     *
     * @throws UntrustedModelException where the file is not the published one
     */
    Path fetch(ModelPublished model) throws IOException {
        checkSignature(model);
        Files.createDirectories(folder);
        Path file = folder.resolve(model.sha256() + ".safetensors");
        if (Files.isRegularFile(file) && sha256(file).equals(model.sha256())) {
            return file;
        }
        // A file that was here, and is not the published one, may have suffered on this disk: the store's word counts.
        store.download(model.weights(), file);
        String sha256 = sha256(file);
        if (!sha256.equals(model.sha256())) {
            Files.delete(file);
            throw new UntrustedModelException("the weights of model '" + model.modelId() + "' have SHA-256 " + sha256
                    + ", but were published with " + model.sha256());
        }
        return file;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
