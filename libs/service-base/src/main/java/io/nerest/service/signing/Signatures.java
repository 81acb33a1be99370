package io.nerest.service.signing;

import io.nerest.contracts.ModelPublished;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Signs and verifies publications of models with Ed25519 (RFC 8032). The signature covers every field of the publication, see
 * {@link ModelPublished#signedText()}. Only the trainer holds the private key.
 */
@ApplicationScoped
public class Signatures {
    private static final String ALGORITHM = "Ed25519";
    /** In place of the signature of a publication that is about to be signed. */
    public static final String NOT_SIGNED = "not signed";

    private final SigningConfig config;

    Signatures(SigningConfig config) {
        this.config = config;
    }

    /** Whether the trainer signed a publication as it is. */
    public enum Validity {
        /** The trainer signed every field. */
        VALID,
        /**
         * The trainer signed the model's id and weights, as earlier versions did, and nothing else of the publication. It must
         * not be used; the trainer publishes such models again.
         */
        EARLIER_FORM,
        /** Anybody may have written it, or changed a field. */
        INVALID
    }

    /**
     * Signs a publication.
     *
     * @param model its signature is ignored
     * @return the publication with its signature
     * @throws IllegalStateException if no private key is configured, or it cannot be read
     */
    public ModelPublished sign(ModelPublished model) {
        return model.withSignature(sign(model.signedText()));
    }

    /**
     * Signs a text that is no publication of a model.
     *
     * @param kind of the text, on one line, so that it cannot be used as a text of another kind
     * @return the signature; the same key signs the same text with the same signature, so its holder can verify it
     * @throws IllegalStateException if no private key is configured, or it cannot be read
     */
    public String sign(String kind, byte[] text) {
        byte[] first = (kind + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + text.length);
        System.arraycopy(text, 0, all, first.length, text.length);
        return sign(all);
    }

    private String sign(byte[] text) {
        Path file = config.privateKey()
                .orElseThrow(() -> new IllegalStateException(
                        "models cannot be signed: set nerest.signing.private-key to a PEM file (PKCS #8, Ed25519)"));
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der(file)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a valid Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /**
     * Verifies a publication.
     *
     * @throws IllegalStateException if no public key is configured, or it cannot be read
     */
    public Validity verify(ModelPublished model) {
        List<PublicKey> keys = publicKeys();
        if (isValid(keys, model.signedText(), model.signature())) {
            return Validity.VALID;
        }
        byte[] earlier = (model.modelId() + ":" + model.sha256()).getBytes(StandardCharsets.US_ASCII);
        return isValid(keys, earlier, model.signature()) ? Validity.EARLIER_FORM : Validity.INVALID;
    }

    /**
     * Checks at the start of a service that it can verify models: without the key it would reject every model.
     *
     * @throws IllegalStateException if no public key is configured, or it cannot be read
     */
    public void requirePublicKey() {
        publicKeys();
    }

    private static boolean isValid(List<PublicKey> keys, byte[] text, String base64) {
        return keys.stream().anyMatch(key -> isValid(key, text, base64));
    }

    private static boolean isValid(PublicKey key, byte[] text, String base64) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(text);
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The text is not base64, or has not the length of a signature.
            return false;
        }
    }

    /** The keys of the file: one, and during a rotation its successor too. */
    private List<PublicKey> publicKeys() {
        Path file = config.publicKey()
                .orElseThrow(() -> new IllegalStateException(
                        "models cannot be verified: set nerest.signing.public-key to a PEM file (X.509, Ed25519)"));
        try {
            List<PublicKey> keys = new ArrayList<>();
            for (String key : Files.readString(file).split("(?=-----BEGIN )", -1)) {
                if (key.startsWith("-----BEGIN ")) {
                    keys.add(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(key))));
                }
            }
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("it has no PEM block");
            }
            return List.copyOf(keys);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a valid Ed25519 public key: " + e.getMessage(), e);
        }
    }

    private static byte[] der(Path pem) throws IOException {
        return der(Files.readString(pem));
    }

    private static byte[] der(String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(body);
    }
}
