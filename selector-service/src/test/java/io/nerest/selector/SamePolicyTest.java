package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.selection.Curriculum;
import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.selection.SelectedFrame;
import io.nerest.selection.round.CapturedFrame;
import io.nerest.selection.round.InMemoryPool;
import io.nerest.selection.round.RoundPlan;
import io.nerest.selection.round.RoundPolicy;
import io.nerest.selection.round.RoundSelection;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.Campaigns;
import io.nerest.selector.storage.ShadowSelections;
import io.nerest.selector.storage.StoredBatchFrame;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same campaign through the service's sample in PostgreSQL and through the pool of experiments in memory: both use one
 * round policy, so their batches are identical.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class SamePolicyTest {

    private static final int FRAMES = 48;
    private static final int ROUNDS = 3;

    @Inject
    DirectCampaigns direct;

    @Inject
    Campaigns campaigns;

    @Inject
    Batches batches;

    @Inject
    SelectorEvents events;

    @Inject
    ShadowSelections shadows;

    /** The boxes and the embedding of a frame follow from the ids of frame and model; numbers are float32, as stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Scored(List<ScoredBox> boxes, float[] embedding) {

        static Scored of(UUID frameId, String modelId) {
            Random random = new Random(frameId.hashCode() * 31L + modelId.hashCode());
            List<ScoredBox> boxes = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                boxes.add(new ScoredBox(
                        random.nextInt(2), random.nextFloat(), random.nextFloat(), random.nextFloat(), 0.25, 0.125));
            }
            float[] embedding = new float[8];
            for (int i = 0; i < embedding.length; i++) {
                embedding[i] = random.nextFloat();
            }
            return new Scored(boxes, embedding);
        }
    }

    /** Takes steps until the round's batch is selected; the scores that it requests arrive at once. */
    private Round selected(UUID id, List<FrameRef> frames) {
        direct.takeStep(id);
        direct.newest(id)
                .scores()
                .models()
                .forEach(modelId ->
                        QuarkusTransaction.requiringNew().run(() -> frames.forEach(frame -> score(frame, modelId))));
        return direct.until(id, "LABELLING");
    }

    private void score(FrameRef frame, String modelId) {
        Scored scored = Scored.of(frame.frameId(), modelId);
        events.score(new FrameScored(
                frame.frameId(),
                frame.streamId(),
                modelId,
                scored.boxes(),
                new Embedding(scored.embedding()),
                "pod",
                1,
                Instant.now()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "random          | 'strategy':'random','sampleSize':0",
                "random-gap      | 'strategy':'random','sampleSize':20,'settings':{'minGapSeconds':2}",
                "entropy         | 'strategy':'entropy','sampleSize':30",
                "ranked-whole    | 'strategy':'least-confidence','sampleSize':0,'settings':{'emptyFrames':'quota:0.4'}",
                "core-set        | 'strategy':'core-set','sampleSize':25",
                "committee       | 'strategy':'committee','sampleSize':25",
                "mix             | 'strategy':'mix','sampleSize':30,'settings':{'shares':{'entropy':0.5,'random':0.5}}",
                "curriculum      | 'strategy':'entropy','sampleSize':0,'curriculum':{'percentiles':[50,30,10],'auditShare':0.2,'ignoreThreshold':0.1}",
                "accumulate-own  | 'strategy':'random','sampleSize':30,'ownLabels':true,'curriculum':{'mode':'accumulate','maxPerRound':4}"
            })
    void aCampaignGetsTheSameBatchesFromPostgresAndFromMemory(String name, String settings) {
        List<FrameRef> frames = direct.camera("same-" + name, FRAMES);
        UUID id =
                direct.open("same-" + name, "'initial':4,'batchSize':5,'rounds':" + ROUNDS + ",'seed':11," + settings);
        CampaignConfig config = campaigns.byId(id).orElseThrow().config();
        RoundPolicy policy = new RoundPolicy(config.roundSettings());
        InMemoryPool pool = inMemory(frames, config.ownLabels());
        boolean accumulates = config.curriculum()
                .toCurriculum()
                .map(curriculum -> curriculum.mode() == Curriculum.Mode.ACCUMULATE)
                .orElse(false);
        List<String> models = new ArrayList<>(List.of(DirectCampaigns.BASE));

        for (int number = 0; number <= ROUNDS; number++) {
            RoundPlan plan = policy.plan(number, number == 0 ? List.of() : models);
            pool.draw(plan);
            plan.models()
                    .forEach(modelId -> pool.unscored(modelId).forEach(frameId -> {
                        Scored scored = Scored.of(frameId, modelId);
                        pool.addScore(modelId, frameId, scored.boxes(), scored.embedding());
                    }));
            RoundSelection expected = policy.select(plan, pool);

            Round round = selected(id, frames);

            assertThat(round.scores().models()).as("models of round %d", number).isEqualTo(plan.models());
            assertSameBatch(batches.of(id, number), expected);
            assertThat(round.batch().notes()).isEqualTo(expected.notes());
            pool.record(expected, accumulates);
            expected.forAnnotators().forEach(frame -> pool.addLabel(frame.frameId()));
            direct.labelBatch(id, number);
            direct.until(id, "TRAINING");
            models.add(direct.publishModel(id));
            if (number == 1) {
                models.remove(DirectCampaigns.BASE);
            }
        }
    }

    @Test
    void whatOtherStrategiesWouldSelectIsStoredAndComparedWithTheBatch() {
        List<FrameRef> frames = direct.camera("shadowed", FRAMES);
        UUID id = direct.open(
                "shadowed", "'initial':4,'batchSize':5,'rounds':1,'seed':11,'strategy':'entropy','sampleSize':0");
        selected(id, frames);
        direct.labelBatch(id, 0);
        direct.until(id, "TRAINING");
        direct.publishModel(id);
        selected(id, frames);

        Map<String, ShadowSelections.Compared> compared = shadows.of(id, 1).stream()
                .collect(Collectors.toMap(ShadowSelections.Compared::strategy, shadow -> shadow));

        assertThat(shadows.of(id, 0)).isEmpty();
        assertThat(compared).doesNotContainKey("entropy").containsKeys("random", "margin", "core-set", "committee");
        assertThat(compared.get("random").frames()).isEqualTo(5);
        assertThat(compared.get("random").labelled()).isZero();
        direct.labelBatch(id, 1);
        shadows.of(id, 1)
                .forEach(shadow -> assertThat(shadow.labelled())
                        .as("labelled frames of %s: those of the batch", shadow.strategy())
                        .isEqualTo(shadow.common()));
        assertThat(shadows.of(id, 1).stream().mapToInt(ShadowSelections.Compared::common))
                .as("frames that strategies share with the batch")
                .anyMatch(common -> common > 0);
        RestAssured.get("/api/campaigns/" + id + "/batches/1/shadows")
                .then()
                .statusCode(200)
                .body("find { it.strategy == 'random' }.frames", equalTo(5));
        requireOverlap(id, compared);
    }

    private static void requireOverlap(UUID id, Map<String, ShadowSelections.Compared> shadows) {
        JsonPath overlap = RestAssured.get("/api/campaigns/" + id + "/batches/1/overlap")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> names = overlap.getList("names");
        List<List<Integer>> common = overlap.getList("common");
        assertThat(names.get(0)).isEqualTo("batch");
        assertThat(common.get(0).get(0)).isEqualTo(5);
        assertThat(names.subList(1, names.size()))
                .containsExactlyInAnyOrderElementsOf(shadows.values().stream()
                        .filter(shadow -> shadow.frames() > 0)
                        .map(ShadowSelections.Compared::strategy)
                        .toList());
        for (int i = 1; i < names.size(); i++) {
            ShadowSelections.Compared shadow = shadows.get(names.get(i));
            assertThat(common.get(i).get(i)).as(names.get(i)).isEqualTo(shadow.frames());
            assertThat(common.get(i).get(0)).as(names.get(i)).isEqualTo(shadow.common());
            for (int j = 0; j < names.size(); j++) {
                assertThat(common.get(i).get(j)).isEqualTo(common.get(j).get(i));
            }
        }
        assertThat(RestAssured.get("/api/campaigns/" + id + "/batches/0/overlap")
                        .jsonPath()
                        .getList("names"))
                .as("round 0 has no scores")
                .isEmpty();
        RestAssured.get("/api/batch-overlap?campaign=" + id + "&campaign=" + id)
                .then()
                .statusCode(200)
                .body("names", equalTo(List.of(id.toString())))
                .body("common", equalTo(List.of(List.of(9))));
        RestAssured.get("/api/batch-overlap").then().statusCode(422).body("errors[0].field", equalTo("campaign"));
        RestAssured.get("/api/batch-overlap?campaign=" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private static InMemoryPool inMemory(List<FrameRef> frames, boolean ownLabels) {
        List<CapturedFrame> captured = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            captured.add(new CapturedFrame(
                    frames.get(i).frameId(), frames.get(i).streamId(), SelectorFixture.FIRST_FRAME.plusSeconds(i)));
        }
        return new InMemoryPool(captured, ownLabels);
    }

    private static void assertSameBatch(List<StoredBatchFrame> stored, RoundSelection expected) {
        assertThat(stored.stream()
                        .filter(frame -> frame.kind() == BatchKind.LABEL)
                        .map(frame -> new SelectedFrame(
                                frame.frame().frameId(), frame.rank(), frame.score(), frame.reason(), frame.parts()))
                        .toList())
                .isEqualTo(expected.forAnnotators());
        assertThat(stored.stream()
                        .filter(frame -> frame.kind() == BatchKind.PSEUDO_LABEL)
                        .map(frame -> new PseudoLabelled(
                                frame.frame().frameId(),
                                frame.rank(),
                                frame.score(),
                                frame.reason(),
                                frame.boxes(),
                                frame.ignored()))
                        .toList())
                .isEqualTo(expected.pseudoLabelled());
    }
}
