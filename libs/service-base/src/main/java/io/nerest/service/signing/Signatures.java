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

/**
 * Signs and verifies models with Ed25519 (RFC 8032). The signed message is {@code modelId + ":" + sha256} in ASCII. Only
 * the trainer holds the private key; scoring loads a model only if its signature is valid.
 */
@ApplicationScoped
public class Signatures {
    private static final String ALGORITHM = "Ed25519";

    private final SigningConfig config;

    Signatures(SigningConfig config) {
        this.config = config;
    }

    /**
     * Signs a model.
     *
     * @param modelId model id
     * @param sha256 SHA-256 of its weights file, in hexadecimal
     * @return the signature in base64
     * @throws IllegalStateException if no private key is configured, or it cannot be read
     */
    public String sign(String modelId, String sha256) {
        Path file = config.privateKey()
                .orElseThrow(() -> new IllegalStateException(
                        "models cannot be signed: set nerest.signing.private-key to a PEM file (PKCS #8, Ed25519)"));
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der(file)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message(modelId, sha256));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a valid Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /**
     * Verifies a model's signature.
     *
     * @param modelId model id
     * @param sha256 SHA-256 of its weights file, in hexadecimal
     * @param base64 the signature; text that is not base64 is an invalid signature
     * @return true if the trainer's private key made the signature
     * @throws IllegalStateException if no public key is configured, or it cannot be read
     */
    public boolean isValid(String modelId, String sha256, String base64) {
        PublicKey key = publicKey();
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message(modelId, sha256));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The text is not base64, or has not the length of a signature.
            return false;
        }
    }

    private PublicKey publicKey() {
        Path file = config.publicKey()
                .orElseThrow(() -> new IllegalStateException(
                        "models cannot be verified: set nerest.signing.public-key to a PEM file (X.509, Ed25519)"));
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(file)));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a valid Ed25519 public key: " + e.getMessage(), e);
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
