package io.nerest.service.signing;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Key files for signing and verifying models. */
@ConfigMapping(prefix = "nerest.signing")
public interface SigningConfig {
    @ConfigDescription("PEM file of the Ed25519 private key (PKCS #8). Only the trainer has it.")
    Optional<Path> privateKey();

    @ConfigDescription(
            "PEM file of the Ed25519 public key (X.509). Scoring and the selector use only models that it verifies. During a rotation it has two keys, one after the other.")
    Optional<Path> publicKey();
}
