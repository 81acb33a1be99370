package io.nerest.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Configures a Quarkus test with new Ed25519 keys ({@code nerest.signing.private-key},
 * {@code nerest.signing.public-key}) and a new work directory below {@code target} ({@code nerest.work-dir}).
 */
public final class SigningKeysResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
            Path folder = Files.createTempDirectory(target, "work-");
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return Map.of(
                    "nerest.signing.private-key",
                    pem(
                            folder.resolve("private.pem"),
                            "PRIVATE",
                            keys.getPrivate().getEncoded()),
                    "nerest.signing.public-key",
                    pem(folder.resolve("public.pem"), "PUBLIC", keys.getPublic().getEncoded()),
                    "nerest.work-dir",
                    folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("no place for the keys", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    private static String pem(Path file, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(der);
        String pem = "-----BEGIN " + kind + " KEY-----\n" + body + "\n-----END " + kind + " KEY-----\n";
        return Files.writeString(file, pem).toString();
    }

    @Override
    public void stop() {}
}
