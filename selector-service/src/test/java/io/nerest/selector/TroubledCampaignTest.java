package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected.SelectedFrame;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.Origin;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.TrainingRequested;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A campaign whose batch cannot be selected as configured shows why, and delays no other campaign. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TroubledCampaignTest extends SelectorTestBase {

    private static final List<ScoredBox> UNCERTAIN = List.of(new ScoredBox(0, 0.5, 0.5, 0.5, 0.1, 0.1));

    @Inject
    ObjectStore objects;

    @Inject
    SelectorEvents events;

    private UUID open(String camera, String strategy, String further) {
        driver.camera(camera, 12);
        driver.labelledCamera(camera + "-val", 1);
        return driver.open("{'name':'" + camera + "','streams':['" + camera + "'],'validation':{'streams':['" + camera
                + "-val']},'initial':2,'sampleSize':0,'rounds':1,'strategy':'" + strategy + "',"
                + (strategy.equals("random") ? "'settings':{'emptyFrames':'certain'}," : "") + further + "}");
    }

    private void trainFirst(UUID... campaigns) {
        for (UUID id : campaigns) {
            driver.labelBatch(id, 0);
            driver.train(id, 0);
        }
    }

    private List<FrameRef> requested(UUID id) {
        driver.until(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());
        return fixture.scoringRequestsOf(id, 1).stream()
                .flatMap(request -> request.frames().stream())
                .toList();
    }

    /** A field of the campaign in the list of campaigns, which does not read the rounds. */
    private static String listed(UUID id, String field) {
        return get("/api/campaigns").jsonPath().getString("find { it.id == '" + id + "' }." + field);
    }

    @Test
    void embeddingsThatCannotBeComparedEndOnlyTheirCampaign() {
        UUID twoModels = open("lengths", "core-set", "'batchSize':3");
        UUID noNumbers = open("numbers", "coral", "'batchSize':3");
        UUID none = open("missing", "typical", "'batchSize':3");
        UUID sound = open("sound", "core-set", "'batchSize':3");
        trainFirst(twoModels, noNumbers, none, sound);
        int length = 2;
        for (FrameRef frame : requested(twoModels)) {
            fixture.score(frame, twoModels + "-r0", UNCERTAIN, new float[length++]);
        }
        requested(noNumbers).forEach(frame -> fixture.score(frame, noNumbers + "-r0", UNCERTAIN, 1, Float.NaN));
        requested(none).forEach(frame -> fixture.score(frame, none + "-r0", UNCERTAIN));
        driver.answerScores(sound, 1);

        driver.until(() -> driver.state(twoModels).equals("FAILED")
                && driver.state(noNumbers).equals("FAILED")
                && driver.state(none).equals("FAILED"));
        driver.labelBatch(sound, 1);
        driver.train(sound, 1);
        driver.until(() -> driver.state(sound).equals("COMPLETED"));

        assertThat(driver.campaign(twoModels).getString("reason")).contains("they come from two models");
        assertThat(driver.campaign(noNumbers).getString("reason")).contains("NaN or an infinite number");
        assertThat(driver.campaign(none).getString("reason")).contains("has no embedding, which typical needs");
        assertThat(fixture.batchesOf(twoModels, 1, BatchKind.LABEL)).isEmpty();
        assertThat(listed(twoModels, "state")).isEqualTo("FAILED");
    }

    @Test
    void aStepThatFailsIsShownAsTheReasonAndDelaysNoOtherCampaign() {
        UUID troubled = open("trouble", "random", "'batchSize':2");
        UUID other = open("untroubled", "random", "'batchSize':2");
        driver.untilRound(troubled, 0, "LABELLING");
        breakRound(troubled);

        driver.until(() -> listed(troubled, "reason").startsWith("retrying: the next step failed: "));
        driver.batch(other, 0, BatchKind.LABEL);

        assertThat(listed(troubled, "state")).isEqualTo("RUNNING");
        assertThat(listed(other, "reason")).isEqualTo("running");
    }

    @Test
    void theNoteAboutAFailedStepIsRemovedOnceAStepNoLongerFailsEvenIfItOnlyWaits() {
        UUID id = open("clears", "random", "'batchSize':2");
        driver.untilRound(id, 0, "LABELLING");
        String body = breakRound(id);
        driver.until(() -> listed(id, "reason").startsWith("retrying: the next step failed: "));

        tables.update("update round set body = cast(?1 as jsonb) where campaign_id = ?2", body, id);

        driver.until(() -> listed(id, "reason").equals("running"));
        assertThat(driver.round(id)).isEqualTo("LABELLING");
    }

    private String breakRound(UUID id) {
        String body = tables.texts("select cast(body as text) from round where campaign_id = ?1", id)
                .get(0);
        tables.update("update round set body = cast('{}' as jsonb) where campaign_id = ?1", id);
        return body;
    }

    @Test
    void aCampaignThatCannotBeReadHidesNoOther() {
        UUID broken = open("broken", "random", "'batchSize':2");
        UUID other = open("readable", "random", "'batchSize':2");
        tables.update("update campaign set config = cast('{}' as jsonb) where id = ?1", broken);

        driver.batch(other, 0, BatchKind.LABEL);

        assertThat(listed(other, "state")).isEqualTo("RUNNING");
        assertThat(listed(other, "config.name")).isEqualTo("readable");
        assertThat(listed(broken, "name")).isEqualTo("broken");
        assertThat(listed(broken, "reason")).contains("the stored configuration cannot be read");
        get("/api/campaigns/" + broken)
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("detail", containsString("the stored configuration cannot be read"));
    }

    @Test
    void aBatchLargerThanThePoolIsThePoolWithANote() {
        UUID id = open("larger", "least-confidence", "'batchSize':1000000");
        trainFirst(id);
        driver.answerScores(id, 1);
        driver.untilRound(id, 1, "LABELLING");

        JsonPath round = driver.campaign(id);
        assertThat(round.getInt("rounds[1].batchSize")).isEqualTo(10);
        assertThat(round.getString("rounds[1].notes[0]"))
                .contains("a batch of 1000000 was requested, 10 frames were selected; the pool holds no more");
    }

    /** The selection waits for a table lock after it has read the candidates; meanwhile a label arrives. */
    private void labelWhileSelecting(UUID id, FrameRef labelled) throws Exception {
        CompletableFuture<Void> selection;
        QuarkusTransaction.begin();
        try {
            tables.update("lock table batch_frame in access exclusive mode");
            selection = CompletableFuture.runAsync(() -> engine.advance(id));
            driver.awaitOnly(() -> tables.count("from pg_locks l join pg_class c on c.oid = l.relation"
                            + " where c.relname = 'batch_frame' and not l.granted")
                    > 0);
            events.label(new FrameLabelled(
                    UUID.randomUUID(),
                    labelled,
                    List.of(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)),
                    "annotator",
                    1,
                    Instant.now()));
        } finally {
            QuarkusTransaction.commit();
        }
        selection.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aFrameThatIsLabelledDuringTheSelectionIsNotRequestedButTrainedOn() throws Exception {
        UUID id = open(
                "meanwhile",
                "least-confidence",
                "'batchSize':10,'curriculum':{'enabled':true,'mode':'accumulate','start':100}");
        trainFirst(id);
        List<FrameRef> sample = requested(id);
        sample.forEach(frame -> fixture.score(frame, id + "-r0", UNCERTAIN, 1, 2));
        driver.awaitOnly(() -> tables.count("from score where model_id = ?1", id + "-r0") == 10);
        FrameRef labelled = sample.get(4);

        labelWhileSelecting(id, labelled);

        driver.untilRound(id, 1, "LABELLING");
        List<FrameRef> batch = driver.batch(id, 1, BatchKind.LABEL);
        assertThat(batch).hasSize(9).doesNotContain(labelled);
        assertThat(driver.campaign(id).getInt("rounds[1].batchSize")).isEqualTo(9);
        driver.labelBatch(id, 1);
        TrainingRequested training = driver.training(id, 1);
        assertThat(EventJson.read(objects.get(training.snapshot()).bytes(), Snapshot.class)
                        .train())
                .filteredOn(frame -> frame.origin() == Origin.HUMAN)
                .extracting(SnapshotFrame::frame)
                .hasSize(12)
                .contains(labelled);
    }

    @Test
    void twoCampaignsThatSelectOneFrameGetItsOneLabel() {
        UUID one = open("both", "least-confidence", "'batchSize':2");
        UUID two = driver.open(
                "{'name':'second','streams':['both'],'validation':{'streams':['both-val']},'initial':2,'rounds':0}");
        List<FrameRef> ofOne = driver.batch(one, 0, BatchKind.LABEL);

        fixture.label(ofOne);

        for (UUID id : List.of(one, two)) {
            TrainingRequested training = driver.training(id, 0);
            assertThat(EventJson.read(objects.get(training.snapshot()).bytes(), Snapshot.class)
                            .train())
                    .extracting(SnapshotFrame::frame)
                    .containsExactlyInAnyOrderElementsOf(ofOne);
            assertThat(fixture.batchesOf(id, 0, BatchKind.LABEL).get(0).frames())
                    .extracting(SelectedFrame::frame)
                    .containsExactlyInAnyOrderElementsOf(ofOne);
        }
        assertThat(driver.labelled("both")).isEqualTo(2);
    }

    @Test
    void twoChangesBeforeTheNextRoundBothApply() {
        UUID id = open("twice", "random", "'batchSize':2");
        for (String change : List.of("{\"batchSize\":4}", "{\"name\":\"renamed\"}")) {
            RestAssured.given()
                    .contentType("application/json")
                    .body(change)
                    .patch("/api/campaigns/" + id)
                    .then()
                    .statusCode(200);
        }
        trainFirst(id);
        driver.until(() -> !fixture.batchesOf(id, 1, BatchKind.LABEL).isEmpty());
        assertThat(driver.campaign(id).getString("config.name")).isEqualTo("renamed");
        assertThat(driver.campaign(id).getInt("config.batchSize")).isEqualTo(4);
    }

    @Test
    void aCommitteeCampaignContinuesAfterAFailedFirstTraining() {
        UUID id = open("alone", "committee", "'batchSize':2");
        driver.labelBatch(id, 0);
        fixture.trainingFails(driver.training(id, 0), "out of memory");
        driver.answerScores(id, 1);
        driver.until(() -> driver.state(id).equals("FAILED") || driver.round(id).equals("LABELLING"));
        assertThat(driver.state(id)).as(driver.campaign(id).getString("reason")).isEqualTo("RUNNING");
    }

    @Test
    void aFrameThatIsLabelledDuringTheSelectionIsNotPseudoLabelled() throws Exception {
        UUID id = open(
                "guess",
                "random",
                "'batchSize':0,'curriculum':{'enabled':true,'mode':'accumulate','start':0,'step':0,'boxThreshold':0.3}");
        trainFirst(id);
        List<FrameRef> sample = requested(id);
        sample.forEach(frame -> fixture.score(frame, id + "-r0", UNCERTAIN, 1, 2));
        driver.awaitOnly(() -> tables.count("from score where model_id = ?1", id + "-r0") == 10);
        FrameRef labelled = sample.get(4);
        labelWhileSelecting(id, labelled);
        driver.until(() -> !fixture.batchesOf(id, 1, BatchKind.PSEUDO_LABEL).isEmpty());
        assertThat(driver.batch(id, 1, BatchKind.PSEUDO_LABEL)).doesNotContain(labelled);
    }

    @Test
    void aCommitteeOfNamedModelsScoresWithTheNewest() {
        driver.base("other-seed");
        UUID id = open("named", "committee", "'batchSize':2,'settings':{'models':['other-seed']}");
        trainFirst(id);
        driver.answerScores(id, 1);
        driver.until(() -> !fixture.batchesOf(id, 1, BatchKind.LABEL).isEmpty());

        assertThat(fixture.scoringRequestsOf(id, 1))
                .extracting(ScoringRequested::modelId)
                .containsOnly("other-seed", id + "-r0");
        assertThat(driver.batch(id, 1, BatchKind.LABEL)).hasSize(2);
        RestAssured.given()
                .contentType("application/json")
                .body("{\"settings\":{\"models\":[\"unknown-model\"]}}")
                .post("/api/campaigns/" + id + "/clone")
                .then()
                .statusCode(422)
                .body("detail", containsString("'unknown-model', which has not been published"));
    }

    @Test
    void aCampaignWaitsForScoringAndShowsWhatItWaitsFor() {
        UUID id = open("outage", "entropy", "'batchSize':2,'scoreDeadlineSeconds':1");
        trainFirst(id);
        driver.until(() -> driver.campaign(id).getString("reason").startsWith("waiting for scores"));
        assertThat(driver.state(id)).isEqualTo("RUNNING");
        assertThat(driver.campaign(id).getString("reason")).contains("none of the 10 scores that round 1 requested");

        driver.answerScores(id, 1);
        driver.labelBatch(id, 1);
        driver.train(id, 1);
        driver.until(() -> driver.state(id).equals("COMPLETED"));
    }

    private static void change(UUID id, String json) {
        RestAssured.given()
                .contentType("application/json")
                .body(json.replace('\'', '"'))
                .patch("/api/campaigns/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void aChangeIsShownAsTheConfigurationOfTheNextRound() {
        UUID id = open("planned", "random", "'batchSize':2");

        change(id, "{'rounds':2,'batchSize':null}");

        JsonPath campaign = driver.campaign(id);
        assertThat(campaign.getInt("config.rounds")).isEqualTo(1);
        assertThat(campaign.getInt("nextConfig.rounds")).isEqualTo(2);
        assertThat(campaign.getInt("nextConfig.batchSize")).isEqualTo(2);
    }

    @Test
    void aChangeOfTheNumberOfRoundsAppliesInTheLastRound() {
        UUID id = open("more", "random", "'batchSize':2");
        trainFirst(id);
        driver.labelBatch(id, 1);
        change(id, "{'rounds':2}");
        driver.train(id, 1);
        driver.labelBatch(id, 2);
        driver.train(id, 2);
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        assertThat(driver.campaign(id).getInt("config.rounds")).isEqualTo(2);
        assertThat(driver.campaign(id).getList("rounds.round")).hasSize(3);
    }

    @Test
    void aCampaignThatNoLongerPromotesRequestsNoPromotionAtItsEnd() {
        UUID id = open("demoted", "random", "'batchSize':2");
        trainFirst(id);
        driver.labelBatch(id, 1);
        change(id, "{'promotes':false}");
        driver.train(id, 1);
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        driver.awaitOnly(() -> tables.count("from outbox") == 0);
        assertThat(fixture.promotionRequestsOf(id)).isEmpty();
    }

    @Test
    void theTimeThatALabelTookIsShownWithItsFrame() {
        UUID id = open("seconds", "random", "'batchSize':2");
        driver.labelBatch(id, 0);
        driver.training(id, 0);

        assertThat(get("/api/campaigns/" + id + "/batches/0").jsonPath().getList("frames.secondsToLabel"))
                .hasSize(2)
                .allSatisfy(
                        seconds -> assertThat(((Number) seconds).doubleValue()).isBetween(0.0, 120.0));
    }
}
