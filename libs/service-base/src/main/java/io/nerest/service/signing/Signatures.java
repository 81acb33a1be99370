package io.nerest.service.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ed25519 signatures (RFC 8032) over a model's id and SHA-256: the trainer alone holds the private key, scoring loads
 * nothing that the public key does not vouch for. Keys are PEM files.
 */
@ApplicationScoped
public class Signatures {
    private static final String ALGORITHM = "Ed25519";

    private final Optional<Path> privateKey;
    private final Optional<Path> publicKey;

    Signatures(
            @ConfigProperty(name = "nerest.signing.private-key") Optional<Path> privateKey,
            @ConfigProperty(name = "nerest.signing.public-key") Optional<Path> publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Signs a model.
     *
     * @return the signature in base64
     * @throws IllegalStateException where this service has no private key, or it cannot be read
     */
    public String sign(String modelId, String sha256) {
        Path file = privateKey.orElseThrow(() -> new IllegalStateException(
                "this service cannot sign: nerest.signing.private-key names no PEM file (PKCS #8, Ed25519)"));
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der(file)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message(modelId, sha256));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is no usable Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a model's signature is the trainer's.
     *
     * @throws IllegalStateException where this service has no public key, or it cannot be read
     */
    public boolean isValid(String modelId, String sha256, String base64) {
        Path file = publicKey.orElseThrow(() -> new IllegalStateException(
                "this service trusts nobody: nerest.signing.public-key names no PEM file (X.509, Ed25519)"));
        PublicKey key;
        try {
            key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(file)));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is no usable Ed25519 public key: " + e.getMessage(), e);
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message(modelId, sha256));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not base64, or not of a signature's shape: not the trainer's.
            return false;
        }
    }

    private static byte[] message(String modelId, String sha256) {
        return (modelId + ":" + sha256).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(Path pem) throws IOException {
        String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(body);
    }
}
