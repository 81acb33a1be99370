package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.registry.GateVerdict;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.NewModel;
import io.nerest.trainer.registry.StoredWeights;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of publications, their signatures, and what is published again. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class RepublicationTest {
    @Inject
    ObjectStore store;

    @Inject
    ModelRegistry registry;

    @Inject
    Signatures signatures;

    @Inject
    EntityManager database;

    private TrainerFixture trainer;
    private ModelPublished base;

    @BeforeEach
    void awaitBaseCheckpoint() {
        trainer = new TrainerFixture();
        base = trainer.awaitBase();
    }

    @AfterEach
    void close() {
        trainer.close();
    }

    private ModelPublished publish(ModelStatus status, List<String> classNames) {
        String id = "published-" + UUID.randomUUID();
        registry.publish(
                new NewModel(id, classNames, 64, new Metrics(0.5, 0.5, 0.5, 0.5), null),
                new StoredWeights(base.weights(), base.sha256(), base.architecture()),
                new GateVerdict(status, "published by a test"));
        return registry.require(id);
    }

    private void update(String sql, String id) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.createNativeQuery(sql).setParameter("id", id).executeUpdate());
    }

    @Test
    void aPromotionIsLaterThanEveryPublicationAlsoOfAPodWhoseClockIsFast() throws Exception {
        ModelPublished fast = publish(ModelStatus.PROMOTED, base.classNames());
        update("UPDATE model SET published_at = now() + interval '1 hour' WHERE id = :id", fast.modelId());

        ModelPublished promoted = registry.promote(base.modelId(), "for a test");

        assertThat(promoted.publishedAt()).isAfter(Instant.now().plusSeconds(3000));
        assertThat(registry.live()).contains(promoted);
    }

    @Test
    void everyModelIsPublishedAgainAsItWasOnRequest() {
        ModelPublished candidate = publish(ModelStatus.CANDIDATE, base.classNames());

        int published = given().post("/api/models/republish")
                .then()
                .statusCode(200)
                .extract()
                .path("published");

        assertThat(published).isEqualTo(registry.newest(1000).size());
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(trainer.models())
                        .filteredOn(candidate::equals)
                        .hasSize(2));
    }

    @Test
    void aModelThatAnEarlierVersionSignedIsSignedAndPublishedAgain() {
        ModelPublished candidate = publish(ModelStatus.CANDIDATE, base.classNames());
        update(
                "UPDATE model SET event = replace(event, '" + candidate.signature() + "', 'b2xk') WHERE id = :id",
                candidate.modelId());
        assertThat(signatures.verify(registry.require(candidate.modelId()))).isEqualTo(Signatures.Validity.INVALID);

        registry.republish(ModelRegistry.Republished.NECESSARY);

        assertThat(registry.require(candidate.modelId())).isEqualTo(candidate);
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(trainer.models())
                        .filteredOn(candidate::equals)
                        .hasSize(2));
    }

    @Test
    void aModelIsNotPromotedUnmeasuredIfTheLiveModelHasOtherClasses() throws Exception {
        publish(ModelStatus.PROMOTED, List.of("eel", "crab"));
        TrainingRequested request = new SnapshotFixture(store, base.modelId()).request(TINY);

        trainer.request(request);
        trainer.awaitState(request, State.FINISHED);

        ModelPublished model = trainer.modelsOf(request).get(0);
        assertThat(model.status()).isEqualTo(ModelStatus.REJECTED);
        assertThat(model.reason()).contains("[eel, crab]", "[fish]", "promote it over REST");
        registry.promote(base.modelId(), "for the tests that follow");
    }
}
