package io.nerest.testing;

import io.nerest.contracts.ModelPublished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * An Ed25519 key pair in PEM files, and publications of models that it signs as the trainer does.
 *
 * @param privateKey PKCS #8
 * @param publicKey X.509
 */
public record SigningKeyFiles(Path privateKey, Path publicKey) {
    private static final String ALGORITHM = "Ed25519";

    /** Creates a new key pair in a folder. */
    public static SigningKeyFiles create(Path folder) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKeyFiles(
                    pem(
                            folder.resolve("private.pem"),
                            "PRIVATE",
                            keys.getPrivate().getEncoded()),
                    pem(folder.resolve("public.pem"), "PUBLIC", keys.getPublic().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("no place for the keys", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    private static Path pem(Path file, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                file, "-----BEGIN " + kind + " KEY-----\n" + body + "\n-----END " + kind + " KEY-----\n");
    }

    /** Returns the publication with the signature of a private key. */
    public static ModelPublished sign(ModelPublished model, Path privateKey) {
        try {
            String pem = Files.readString(privateKey)
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
            signature.update(model.signedText());
            return model.withSignature(Base64.getEncoder().encodeToString(signature.sign()));
        } catch (IOException e) {
            throw new UncheckedIOException("the key of the tests cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(privateKey + " is no Ed25519 key", e);
        }
    }
}
