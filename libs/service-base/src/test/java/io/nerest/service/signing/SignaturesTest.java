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
        trainer = new Signatures(Optional.of(privateKey), Optional.empty());
        scoring = new Signatures(Optional.empty(), Optional.of(publicKey));
    }

    @Test
    void aModelSignedByTheTrainerIsTrusted() {
        assertThat(scoring.isValid("model-1", SHA256, trainer.sign("model-1", SHA256)))
                .isTrue();
    }

    @Test
    void otherContentAnotherModelOrAnotherSignerIsNot() throws Exception {
        String signature = trainer.sign("model-1", SHA256);
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signatures strange =
                new Signatures(Optional.of(pem("other.pem", "PRIVATE KEY", stranger.getPrivate())), Optional.empty());

        assertThat(scoring.isValid("model-1", "cd".repeat(32), signature)).isFalse();
        assertThat(scoring.isValid("model-2", SHA256, signature)).isFalse();
        assertThat(scoring.isValid("model-1", SHA256, strange.sign("model-1", SHA256)))
                .isFalse();
        assertThat(scoring.isValid("model-1", SHA256, "not base64!")).isFalse();
        assertThat(scoring.isValid("model-1", SHA256, "")).isFalse();
    }

    @Test
    void aServiceWithoutAKeySaysWhichSettingIsMissing() {
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
