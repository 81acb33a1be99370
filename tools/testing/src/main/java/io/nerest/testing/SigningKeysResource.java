package io.nerest.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            SigningKeyFiles keys = SigningKeyFiles.create(folder);
            return Map.of(
                    "nerest.signing.private-key",
                    keys.privateKey().toString(),
                    "nerest.signing.public-key",
                    keys.publicKey().toString(),
                    "nerest.work-dir",
                    folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("no place for the keys", e);
        }
    }

    @Override
    public void stop() {}
}
