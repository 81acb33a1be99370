package io.nerest.service.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.service.signing.Signatures.Validity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
    private record Keys(Optional<Path> privateKey, Optional<Path> publicKey) implements SigningConfig {}

    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    Path folder;

    private PrivateKey trainerKey;
    private Signatures trainer;
    private Signatures scoring;

    @BeforeEach
    void makeKeys() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        trainerKey = keys.getPrivate();
        Path privateKey = pem("private.pem", "PRIVATE KEY", keys.getPrivate());
        Path publicKey = pem("public.pem", "PUBLIC KEY", keys.getPublic());
        trainer = new Signatures(new Keys(Optional.of(privateKey), Optional.empty()));
        scoring = new Signatures(new Keys(Optional.empty(), Optional.of(publicKey)));
    }

    private static ModelPublished model(String id, ModelStatus status) {
        return new ModelPublished(
                id,
                status,
                "for a test",
                new ObjectRef("nerest", "models/" + id, "etag", 1),
                SHA256,
                Signatures.NOT_SIGNED,
                "yolov8n",
                List.of("fish"),
                320,
                null,
                null,
                Instant.parse("2026-08-01T12:00:00Z"));
    }

    @Test
    void aModelSignedByTheTrainerIsValid() {
        assertThat(scoring.verify(trainer.sign(model("model-1", ModelStatus.PROMOTED))))
                .isEqualTo(Validity.VALID);
    }

    @Test
    void aSignatureOfAnotherStatusModelOrSignerIsInvalid() throws Exception {
        String signature = trainer.sign(model("model-1", ModelStatus.REJECTED)).signature();
        KeyPair otherKeys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signatures other = new Signatures(
                new Keys(Optional.of(pem("other.pem", "PRIVATE KEY", otherKeys.getPrivate())), Optional.empty()));

        assertThat(scoring.verify(model("model-1", ModelStatus.PROMOTED).withSignature(signature)))
                .isEqualTo(Validity.INVALID);
        assertThat(scoring.verify(model("model-2", ModelStatus.REJECTED).withSignature(signature)))
                .isEqualTo(Validity.INVALID);
        assertThat(scoring.verify(other.sign(model("model-1", ModelStatus.REJECTED))))
                .isEqualTo(Validity.INVALID);
        assertThat(scoring.verify(model("model-1", ModelStatus.REJECTED).withSignature("not base64!")))
                .isEqualTo(Validity.INVALID);
        assertThat(scoring.verify(model("model-1", ModelStatus.REJECTED))).isEqualTo(Validity.INVALID);
    }

    @Test
    void aSignatureOfIdAndWeightsAloneIsOfAnEarlierForm() throws Exception {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(trainerKey);
        signer.update(("model-1:" + SHA256).getBytes(StandardCharsets.US_ASCII));
        String earlier = Base64.getEncoder().encodeToString(signer.sign());

        assertThat(scoring.verify(model("model-1", ModelStatus.PROMOTED).withSignature(earlier)))
                .isEqualTo(Validity.EARLIER_FORM);
        assertThat(scoring.verify(model("model-2", ModelStatus.PROMOTED).withSignature(earlier)))
                .isEqualTo(Validity.INVALID);
    }

    @Test
    void duringARotationModelsOfBothKeysAreValidAndAfterItThoseOfTheNewOne() throws Exception {
        ModelPublished earlier = trainer.sign(model("model-1", ModelStatus.PROMOTED));
        KeyPair next = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path nextPublic = pem("next-public.pem", "PUBLIC KEY", next.getPublic());
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("public.pem")) + Files.readString(nextPublic));
        Signatures nextTrainer = new Signatures(
                new Keys(Optional.of(pem("next.pem", "PRIVATE KEY", next.getPrivate())), Optional.empty()));
        ModelPublished later = nextTrainer.sign(model("model-1", ModelStatus.PROMOTED));
        Signatures rotating = new Signatures(new Keys(Optional.empty(), Optional.of(both)));
        Signatures rotated = new Signatures(new Keys(Optional.empty(), Optional.of(nextPublic)));

        assertThat(rotating.verify(earlier)).isEqualTo(Validity.VALID);
        assertThat(rotating.verify(later)).isEqualTo(Validity.VALID);
        assertThat(rotated.verify(later)).isEqualTo(Validity.VALID);
        assertThat(rotated.verify(earlier)).isEqualTo(Validity.INVALID);
        assertThat(scoring.verify(later)).isEqualTo(Validity.INVALID);
    }

    @Test
    void aMissingKeyNamesTheProperty() {
        ModelPublished model = model("model-1", ModelStatus.BASE);

        assertThatThrownBy(() -> scoring.sign(model)).hasMessageContaining("nerest.signing.private-key");
        assertThatThrownBy(() -> trainer.verify(model)).hasMessageContaining("nerest.signing.public-key");
        assertThatThrownBy(trainer::requirePublicKey).hasMessageContaining("nerest.signing.public-key");
    }

    private Path pem(String name, String kind, Key key) throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
