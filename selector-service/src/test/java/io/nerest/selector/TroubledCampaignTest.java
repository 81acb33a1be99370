package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import io.nerest.selector.engine.CampaignEngine;
import io.nerest.selector.pool.Database;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign whose batch cannot be chosen, or not as it was meant, says so; the others go on. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class TroubledCampaignTest {

    private static final List<ScoredBox> HALF_SURE = List.of(new ScoredBox(0, 0.5, 0.5, 0.5, 0.1, 0.1));

    @Inject
    CampaignEngine engine;

    @Inject
    ObjectStore objects;

    @Inject
    Database database;

    @Inject
    SelectorEvents facts;

    private SelectorFixture world;
    private CampaignDriver driver;

    @BeforeEach
    void meetTheWorld() {
        world = new SelectorFixture(SharedPlatform.get().kafkaBootstrapServers());
        driver = new CampaignDriver(world, engine);
        driver.base("base-1");
    }

    @AfterEach
    void leaveTheWorld() {
        world.close();
    }

    private UUID open(String camera, String strategy, String further) {
        driver.camera(camera, 12);
        driver.labelledCamera(camera + "-val", 1);
        return driver.open("{'name':'" + camera + "','streams':['" + camera + "'],'validation':{'streams':['" + camera
                + "-val']},'initial':2,'sampleSize':0,'rounds':1,'strategy':'" + strategy + "'," + further + "}");
    }

    private void trainFirst(UUID... campaigns) {
        for (UUID id : campaigns) {
            driver.labelBatch(id, 0);
            driver.train(id, 0);
        }
    }

    private List<FrameRef> asked(UUID id) {
        driver.until(() -> !world.scoringRequestsOf(id, 1).isEmpty());
        return world.scoringRequestsOf(id, 1).stream()
                .flatMap(request -> request.frames().stream())
                .toList();
    }

    /** As its list of campaigns tells it: there it can be seen without its rounds. */
    private static String listed(UUID id, String field) {
        return get("/api/campaigns").jsonPath().getString("find { it.id == '" + id + "' }." + field);
    }

    @Test
    void embeddingsThatCannotBeComparedEndTheirCampaignWithTheReasonAndNoOther() {
        UUID twoModels = open("lengths", "core-set", "'batchSize':3");
        UUID noNumbers = open("numbers", "coral", "'batchSize':3");
        UUID none = open("missing", "typical", "'batchSize':3");
        UUID sound = open("sound", "core-set", "'batchSize':3");
        trainFirst(twoModels, noNumbers, none, sound);
        int length = 2;
        for (FrameRef frame : asked(twoModels)) {
            world.score(frame, twoModels + "-r0", HALF_SURE, new float[length++]);
        }
        asked(noNumbers).forEach(frame -> world.score(frame, noNumbers + "-r0", HALF_SURE, 1, Float.NaN));
        asked(none).forEach(frame -> world.score(frame, none + "-r0", HALF_SURE));
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
        assertThat(world.batchesOf(twoModels, 1, BatchKind.LABEL)).isEmpty();
        assertThat(listed(twoModels, "state")).isEqualTo("FAILED");
    }

    @Test
    void aStepThatFailsIsToldInTheCampaignUntilItCanBeTaken() {
        UUID troubled = open("trouble", "random", "'batchSize':2");
        UUID other = open("untroubled", "random", "'batchSize':2");
        driver.untilRound(troubled, 0, "LABELLING");
        String body = database.query(
                        "select body::text from round where campaign_id = ?", row -> row.getString(1), troubled)
                .get(0);
        database.update("update round set body = '{}'::jsonb where campaign_id = ?", troubled);

        driver.until(() -> listed(troubled, "reason").startsWith("held up: its next step failed and is tried again"));
        assertThat(listed(troubled, "state")).isEqualTo("RUNNING");
        trainFirst(other);
        assertThat(listed(other, "reason")).isEqualTo("it runs");

        database.update("update round set body = ?::jsonb where campaign_id = ?", body, troubled);
        trainFirst(troubled);
        assertThat(driver.campaign(troubled).getString("reason")).isEqualTo("it runs");
    }

    @Test
    void aBatchLargerThanThePoolIsThePoolAndSaysSo() {
        UUID id = open("larger", "least-confidence", "'batchSize':1000000");
        trainFirst(id);
        driver.answerScores(id, 1);
        driver.untilRound(id, 1, "LABELLING");

        JsonPath round = driver.campaign(id);
        assertThat(round.getInt("rounds[1].batchSize")).isEqualTo(10);
        assertThat(round.getString("rounds[1].notes[0]"))
                .contains("a batch of 1000000 was asked for, 10 frames were chosen; the pool holds no more");
    }

    /**
     * Another transaction holds what has been chosen so far, which is asked for after the candidates were read: the choice
     * waits, a label comes in, and the choice goes on.
     */
    @Test
    void aFrameThatIsLabelledWhileItsBatchIsBeingChosenIsNotAskedForAndYetLearnedFrom() throws Exception {
        UUID id = open(
                "meanwhile",
                "least-confidence",
                "'batchSize':10,'curriculum':{'enabled':true,'mode':'accumulate','start':100}");
        trainFirst(id);
        List<FrameRef> sample = asked(id);
        sample.forEach(frame -> world.score(frame, id + "-r0", HALF_SURE, 1, 2));
        driver.awaitOnly(() -> database.count("select count(*) from score where model_id = ?", id + "-r0") == 10);
        FrameRef labelled = sample.get(4);

        QuarkusTransaction.begin();
        database.update("lock table batch_frame in access exclusive mode");
        CompletableFuture<Void> choice = CompletableFuture.runAsync(() -> engine.advance(id));
        driver.awaitOnly(() -> database.count("select count(*) from pg_locks l join pg_class c on c.oid = l.relation"
                        + " where c.relname = 'batch_frame' and not l.granted")
                > 0);
        facts.label(new FrameLabelled(
                UUID.randomUUID(),
                labelled,
                List.of(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)),
                "somebody",
                1,
                Instant.now()));
        QuarkusTransaction.commit();
        choice.get(30, TimeUnit.SECONDS);

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
    void twoCampaignsThatChooseOneFrameGetTheOneLabelThatAPersonGivesIt() {
        UUID one = open("both", "least-confidence", "'batchSize':2");
        UUID two = driver.open(
                "{'name':'second','streams':['both'],'validation':{'streams':['both-val']},'initial':2,'rounds':0}");
        List<FrameRef> ofOne = driver.batch(one, 0, BatchKind.LABEL);

        world.peopleLabel(ofOne);

        for (UUID id : List.of(one, two)) {
            TrainingRequested training = driver.training(id, 0);
            assertThat(EventJson.read(objects.get(training.snapshot()).bytes(), Snapshot.class)
                            .train())
                    .extracting(SnapshotFrame::frame)
                    .containsExactlyInAnyOrderElementsOf(ofOne);
            assertThat(world.batchesOf(id, 0, BatchKind.LABEL).get(0).frames())
                    .extracting(SelectedFrame::frame)
                    .containsExactlyInAnyOrderElementsOf(ofOne);
        }
        assertThat(driver.labelled("both")).isEqualTo(2);
    }

    @Test
    void twoChangesBeforeTheNextRoundBothHold() {
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
        driver.until(() -> !world.batchesOf(id, 1, BatchKind.LABEL).isEmpty());
        assertThat(driver.campaign(id).getString("config.name")).isEqualTo("renamed");
        assertThat(driver.campaign(id).getInt("config.batchSize")).isEqualTo(4);
    }

    @Test
    void aCommitteeCampaignOutlivesAFailedFirstTraining() {
        UUID id = open("alone", "committee", "'batchSize':2");
        driver.labelBatch(id, 0);
        world.trainingFails(driver.training(id, 0), "out of memory");
        driver.answerScores(id, 1);
        driver.until(() -> driver.state(id).equals("FAILED") || driver.round(id).equals("LABELLING"));
        assertThat(driver.state(id)).as(driver.campaign(id).getString("reason")).isEqualTo("RUNNING");
    }

    @Test
    void aPseudoLabelOfAFrameThatWasLabelledMeanwhileIsTakenBack() throws Exception {
        UUID id = open(
                "guess",
                "random",
                "'batchSize':0,'curriculum':{'enabled':true,'mode':'accumulate','start':0,'step':0,'boxThreshold':0.3}");
        trainFirst(id);
        List<FrameRef> sample = asked(id);
        sample.forEach(frame -> world.score(frame, id + "-r0", HALF_SURE, 1, 2));
        driver.awaitOnly(() -> database.count("select count(*) from score where model_id = ?", id + "-r0") == 10);
        FrameRef labelled = sample.get(4);
        QuarkusTransaction.begin();
        database.update("lock table batch_frame in access exclusive mode");
        CompletableFuture<Void> choice = CompletableFuture.runAsync(() -> engine.advance(id));
        driver.awaitOnly(() -> database.count("select count(*) from pg_locks l join pg_class c on c.oid = l.relation"
                        + " where c.relname = 'batch_frame' and not l.granted")
                > 0);
        facts.label(new FrameLabelled(
                UUID.randomUUID(),
                labelled,
                List.of(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)),
                "somebody",
                1,
                Instant.now()));
        QuarkusTransaction.commit();
        choice.get(30, TimeUnit.SECONDS);
        driver.until(() -> !world.batchesOf(id, 1, BatchKind.PSEUDO_LABEL).isEmpty());
        assertThat(driver.batch(id, 1, BatchKind.PSEUDO_LABEL)).doesNotContain(labelled);
    }

    @Test
    void aCommitteeOfNamedModelsIsAskedBesideTheNewest() {
        driver.base("other-seed");
        UUID id = open("named", "committee", "'batchSize':2,'settings':{'models':['other-seed']}");
        trainFirst(id);
        driver.answerScores(id, 1);
        driver.until(() -> !world.batchesOf(id, 1, BatchKind.LABEL).isEmpty());

        assertThat(world.scoringRequestsOf(id, 1))
                .extracting(ScoringRequested::modelId)
                .containsOnly("other-seed", id + "-r0");
        assertThat(driver.batch(id, 1, BatchKind.LABEL)).hasSize(2);
        RestAssured.given()
                .contentType("application/json")
                .body("{\"settings\":{\"models\":[\"nobody\"]}}")
                .post("/api/campaigns/" + id + "/clone")
                .then()
                .statusCode(422)
                .body("detail", containsString("'nobody', which has not been published"));
    }

    @Test
    void aCampaignOutlastsAnOutageOfScoringAndSaysWhatItWaitsFor() {
        UUID id = open("outage", "entropy", "'batchSize':2,'scoreDeadlineSeconds':1");
        trainFirst(id);
        driver.until(() -> driver.campaign(id).getString("reason").startsWith("held up"));
        assertThat(driver.state(id)).isEqualTo("RUNNING");
        assertThat(driver.campaign(id).getString("reason")).contains("not one of the 10 scores that round 1 asked for");

        driver.answerScores(id, 1);
        driver.labelBatch(id, 1);
        driver.train(id, 1);
        driver.until(() -> driver.state(id).equals("COMPLETED"));
    }

    @Test
    void aChangeOfHowManyRoundsThereAreHoldsInTheLastOneAndIsSeenBefore() {
        UUID id = open("more", "random", "'batchSize':2");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.labelBatch(id, 1);
        RestAssured.given()
                .contentType("application/json")
                .body("{\"rounds\":2,\"batchSize\":null}")
                .patch("/api/campaigns/" + id)
                .then()
                .statusCode(200)
                .body("config.rounds", equalTo(1))
                .body("nextConfig.rounds", equalTo(2))
                .body("nextConfig.batchSize", equalTo(2));
        driver.train(id, 1);
        driver.labelBatch(id, 2);
        driver.train(id, 2);
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        assertThat(driver.campaign(id).getInt("config.rounds")).isEqualTo(2);
        assertThat(driver.campaign(id).getList("rounds.round")).hasSize(3);
        assertThat(RestAssured.get("/api/campaigns/" + id + "/batches/2")
                        .jsonPath()
                        .getList("frames.secondsToLabel"))
                .hasSize(2)
                .allSatisfy(
                        seconds -> assertThat(((Number) seconds).doubleValue()).isBetween(0.0, 120.0));
    }
}
