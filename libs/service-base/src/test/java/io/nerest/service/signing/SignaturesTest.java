package io.nerest.service.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
    private record Keys(Optional<Path> privateKey, Optional<Path> publicKey) implements SigningConfig {}

    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    Path folder;

    private Signatures trainer;
    private Signatures scoring;

    @BeforeEach
    void makeKeys() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path privateKey = pem("private.pem", "PRIVATE KEY", keys.getPrivate());
        Path publicKey = pem("public.pem", "PUBLIC KEY", keys.getPublic());
        trainer = new Signatures(new Keys(Optional.of(privateKey), Optional.empty()));
        scoring = new Signatures(new Keys(Optional.empty(), Optional.of(publicKey)));
    }

    @Test
    void aModelSignedByTheTrainerIsValid() {
        assertThat(scoring.isValid("model-1", SHA256, trainer.sign("model-1", SHA256)))
                .isTrue();
    }

    @Test
    void otherContentAnotherModelAndAnotherSignerAreInvalid() throws Exception {
        String signature = trainer.sign("model-1", SHA256);
        KeyPair otherKeys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signatures other = new Signatures(
                new Keys(Optional.of(pem("other.pem", "PRIVATE KEY", otherKeys.getPrivate())), Optional.empty()));

        assertThat(scoring.isValid("model-1", "cd".repeat(32), signature)).isFalse();
        assertThat(scoring.isValid("model-2", SHA256, signature)).isFalse();
        assertThat(scoring.isValid("model-1", SHA256, other.sign("model-1", SHA256)))
                .isFalse();
        assertThat(scoring.isValid("model-1", SHA256, "not base64!")).isFalse();
        assertThat(scoring.isValid("model-1", SHA256, "")).isFalse();
    }

    @Test
    void aMissingKeyNamesTheProperty() {
        assertThatThrownBy(() -> scoring.sign("model-1", SHA256)).hasMessageContaining("nerest.signing.private-key");
        assertThatThrownBy(() -> trainer.isValid("model-1", SHA256, ""))
                .hasMessageContaining("nerest.signing.public-key");
    }

    private Path pem(String name, String kind, Key key) throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
