package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.registry.GateVerdict;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.NewModel;
import io.nerest.trainer.registry.StoredWeights;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class CampaignPromotionTest {
    @Inject
    ObjectStore store;

    @Inject
    ModelRegistry registry;

    private TrainerFixture trainer;
    private ModelPublished base;
    private SnapshotFixture snapshots;

    @BeforeEach
    void awaitBaseCheckpoint() {
        trainer = new TrainerFixture();
        base = trainer.awaitBase();
        snapshots = new SnapshotFixture(store, base.modelId());
    }

    @AfterEach
    void close() {
        trainer.close();
    }

    /** Publishes a live model of the request's campaign, with the base's weights and the given mAP. */
    private ModelPublished publish(String name, TrainingRequested request, double map5095, StoredWeights weights) {
        String modelId = name + "-" + request.campaignId();
        ModelPublished.Training training = new ModelPublished.Training(
                request.trainingId(),
                request.campaignId(),
                1,
                base.modelId(),
                request.snapshot(),
                request.snapshotSha256(),
                TINY,
                4,
                0,
                2,
                1);
        Metrics metrics = new Metrics(map5095, map5095, 0.5, 0.5);
        registry.publish(
                new NewModel(modelId, base.classNames(), 64, metrics, training),
                weights,
                new GateVerdict(ModelStatus.PROMOTED, "published by a test"));
        return registry.require(modelId);
    }

    private ModelPublished publish(String name, TrainingRequested request, double map5095) {
        return publish(name, request, map5095, new StoredWeights(base.weights(), base.sha256(), base.architecture()));
    }

    private void requestPromotion(UUID campaign, String modelId, UUID eventId) {
        trainer.send(
                Topics.PROMOTION_REQUESTS,
                campaign.toString(),
                new PromotionRequested(
                        UUID.randomUUID(), campaign, 1, modelId, "the best of two rounds", Instant.now()),
                eventId);
    }

    private long promotionsOf(ModelPublished model) {
        return trainer.models().stream()
                .filter(event -> event.modelId().equals(model.modelId())
                        && event.reason().contains("best of two"))
                .count();
    }

    @Test
    void theBestModelOfAFinishedCampaignIsPromotedOnceAndAWorseOneIsNot() throws Exception {
        // Given: the live model has the base's weights, which score low on frames of 64 pixels
        TrainingRequested request = snapshots.request(TINY);
        UUID campaign = request.campaignId();
        ModelPublished best = publish("best", request, 1.0);
        ModelPublished worst = publish("worst", request, 0.0);
        ModelPublished last = publish("last", request, 0.9);
        assertThat(registry.live()).contains(last);
        UUID eventId = UUID.randomUUID();

        // When
        requestPromotion(campaign, worst.modelId(), UUID.randomUUID());
        requestPromotion(campaign, best.modelId(), eventId);
        requestPromotion(campaign, best.modelId(), eventId);
        requestPromotion(campaign, best.modelId(), UUID.randomUUID());
        requestPromotion(campaign, "no-model", UUID.randomUUID());
        trainer.awaitDeadLetter(Topics.PROMOTION_REQUESTS, campaign.toString());

        // Then: requests of one campaign are handled in order, so all have been judged
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(promotionsOf(best)).isEqualTo(1));
        assertThat(promotionsOf(worst)).isZero();
        ModelPublished live = registry.live().orElseThrow();
        assertThat(live.modelId()).isEqualTo(best.modelId());
        assertThat(live.reason()).contains("the best of two rounds", "which was live, has 0.");
        assertThat(live.publishedAt()).isAfter(last.publishedAt());
    }

    @Test
    void aModelOfAnotherCampaignBecomesADeadLetter() throws Exception {
        ModelPublished others = publish("others", snapshots.request(TINY), 1.0);
        UUID campaign = UUID.randomUUID();

        requestPromotion(campaign, others.modelId(), UUID.randomUUID());

        assertThat(trainer.awaitDeadLetter(Topics.PROMOTION_REQUESTS, campaign.toString()))
                .contains(others.modelId(), "was not trained by campaign " + campaign);
    }

    @Test
    void aBaseCheckpointThatIsPromotedBecomesLiveAndRemainsABaseCheckpoint() throws Exception {
        publish("live", snapshots.request(TINY), 0.5);

        given().post("/api/models/" + base.modelId() + "/promote").then().statusCode(200);

        ModelPublished live = registry.live().orElseThrow();
        assertThat(live.modelId()).isEqualTo(base.modelId());
        assertThat(live.status()).isEqualTo(ModelStatus.PROMOTED);
        assertThat(live.training()).isNull();
    }

    @Test
    void aModelWhoseWeightsWereReplacedIsNotPromoted() throws Exception {
        // Given
        ObjectRef replaced = store.put("models/replaced.safetensors", new byte[] {1, 2, 3}, "application/octet-stream");
        ModelPublished model = publish(
                "replaced", snapshots.request(TINY), 0.5, new StoredWeights(replaced, base.sha256(), "yolov8n"));
        ModelPublished next = publish("next", snapshots.request(TINY), 0.5);

        // When, then
        given().post("/api/models/" + model.modelId() + "/promote").then().statusCode(409);
        assertThat(registry.live()).contains(next);
    }

    @Test
    void theBestModelOfACampaignIsNotPromotedIfItsWeightsWereReplaced() throws Exception {
        // Given
        TrainingRequested request = snapshots.request(TINY);
        ObjectRef replaced = store.put("models/best.safetensors", new byte[] {1, 2, 3}, "application/octet-stream");
        ModelPublished best =
                publish("best-replaced", request, 1.0, new StoredWeights(replaced, base.sha256(), "yolov8n"));
        ModelPublished next = publish("live", snapshots.request(TINY), 0.5);

        // When
        requestPromotion(request.campaignId(), best.modelId(), UUID.randomUUID());

        // Then
        assertThat(trainer.awaitDeadLetter(
                        Topics.PROMOTION_REQUESTS, request.campaignId().toString()))
                .contains(best.modelId(), "SHA-256");
        assertThat(registry.live()).contains(next);
    }

    @Test
    void anUnknownModelIsNotFound() {
        given().post("/api/models/none/promote").then().statusCode(404);
    }
}
