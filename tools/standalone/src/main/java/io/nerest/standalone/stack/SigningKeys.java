package io.nerest.standalone.stack;

import io.nerest.system.AtomicFile;
import io.nerest.system.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The Ed25519 key pair as PEM files: the trainer signs models with the private key, scoring verifies them with the public
 * key.
 *
 * @param privateKey PKCS #8, readable by the owner only
 * @param publicKey X.509 SubjectPublicKeyInfo
 */
public record SigningKeys(Path privateKey, Path publicKey) {

    /** Returns the keys in a folder; generates them if they do not exist. */
    public static SigningKeys in(Path folder) throws IOException {
        return at(folder.resolve("signing.key"), folder.resolve("signing.pub"));
    }

    /** Returns the keys in two files; generates a pair if either does not exist. */
    public static SigningKeys at(Path privateKey, Path publicKey) throws IOException {
        SigningKeys keys = new SigningKeys(privateKey, publicKey);
        if (!Files.exists(keys.privateKey) || !Files.exists(keys.publicKey)) {
            keys.generate();
        }
        return keys;
    }

    private void generate() throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java since 15 provides Ed25519", e);
        }
        SecretFile.replace(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        AtomicFile.write(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
