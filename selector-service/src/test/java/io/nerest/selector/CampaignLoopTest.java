package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.Origin;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.selector.engine.CampaignSignal;
import io.nerest.selector.engine.CampaignWorker;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class CampaignLoopTest extends SelectorTestBase {

    private static final Logger LOG = Logger.getLogger(CampaignLoopTest.class);

    @Inject
    ObjectStore objects;

    @Inject
    CampaignSignal signal;

    private Snapshot snapshot(TrainingRequested request) {
        return EventJson.read(objects.get(request.snapshot()).bytes(), Snapshot.class);
    }

    private static Set<UUID> ids(List<SnapshotFrame> frames) {
        Set<UUID> ids = new HashSet<>();
        frames.forEach(frame -> ids.add(frame.frame().frameId()));
        return ids;
    }

    @Test
    void aCampaignRunsFromItsFirstLabelsToItsLastModel() {
        driver.camera("loop", 60);
        List<FrameRef> validation = driver.labelledCamera("loop-val", 6);
        UUID id = driver.open("{'name':'loop','streams':['loop'],'validation':{'streams':['loop-val']},'initial':5,"
                + "'batchSize':4,'sampleSize':30,'rounds':2,'training':{'epochs':'3'},'seed':7}");
        Set<UUID> everSelected = new HashSet<>();
        List<TrainingRequested> trainings = new ArrayList<>();

        for (int round = 0; round <= 2; round++) {
            if (round > 0) {
                driver.answerScores(id, round);
            }
            List<FrameRef> batch = driver.labelBatch(id, round);
            batch.forEach(frame -> assertThat(everSelected.add(frame.frameId())).isTrue());
            trainings.add(driver.train(id, round));
        }
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        JsonPath campaign = driver.campaign(id);
        assertThat(campaign.getList("rounds.state")).containsExactly("TRAINED", "TRAINED", "TRAINED");
        assertThat(campaign.getList("rounds.labels")).containsExactly(5, 9, 13);
        assertThat(campaign.getList("rounds.batchSize")).containsExactly(5, 4, 4);
        assertThat(campaign.getList("rounds.sampled")).containsExactly(0, 30, 30);
        assertThat(campaign.getList("rounds.scored")).containsExactly(0, 30, 30);
        assertThat(campaign.getList("curve.mAP50", Double.class)).hasSize(3);
        assertThat(campaign.getList("curve.streamMAP50"))
                .as("the mean over cameras beside the figure over all objects")
                .hasSize(3)
                .doesNotContainNull();
        assertThat(campaign.getDouble("rounds[2].metrics.streamMAP50")).isEqualTo(0.1);
        assertThat(campaign.getDouble("rounds[2].metrics.'streamMAP50-95'")).isEqualTo(0.02);
        assertThat(campaign.getString("rounds[2].modelStatus")).isEqualTo("PROMOTED");
        for (int round = 0; round <= 2; round++) {
            TrainingRequested request = trainings.get(round);
            Snapshot snapshot = snapshot(request);
            assertThat(request.baseModelId()).isEqualTo("base-1");
            assertThat(request.arguments()).containsEntry("epochs", "3").containsEntry("seed", "7");
            assertThat(snapshot.train()).hasSize(5 + 4 * round).allMatch(frame -> frame.origin() == Origin.HUMAN);
            assertThat(everSelected).containsAll(ids(snapshot.train()));
            assertThat(ids(snapshot.validation()))
                    .containsExactlyInAnyOrderElementsOf(
                            validation.stream().map(FrameRef::frameId).toList());
        }
        assertThat(fixture.scoringRequestsOf(id, 1))
                .allMatch(request -> request.modelId().equals(id + "-r0"));
        assertThat(fixture.batchesOf(id, 0, BatchKind.LABEL))
                .as("a random batch")
                .allMatch(batch -> batch.modelId() == null);
        for (int round = 1; round <= 2; round++) {
            assertThat(fixture.batchesOf(id, round, BatchKind.LABEL))
                    .as("the model that proposed round %d", round)
                    .isNotEmpty()
                    .extracting(BatchSelected::modelId)
                    .containsOnly(id + "-r" + (round - 1));
        }
    }

    @Test
    void theLastLabelOfABatchRequestsTheTrainingWithoutWaitingForAnInterval() throws Exception {
        driver.camera("signal", 10);
        driver.labelledCamera("signal-val", 2);
        UUID id = driver.open("{'name':'signal','streams':['signal'],'validation':{'streams':['signal-val']},"
                + "'initial':2,'batchSize':2,'sampleSize':0,'rounds':1}");
        List<FrameRef> batch = driver.batch(id, 0, BatchKind.LABEL);
        driver.untilRound(id, 0, "LABELLING");
        CampaignWorker worker = new CampaignWorker(signal, () -> engine.advance(id), Duration.ofHours(1));
        worker.start();
        try {
            fixture.label(batch.subList(0, 1));
            driver.awaitLabels("signal", 1);
            long sent = System.nanoTime();
            fixture.label(batch.subList(1, 2));
            driver.awaitOnly(() -> !fixture.trainingRequestsOf(id, 0).isEmpty());
            LOG.infof("the last label became a training request within %d ms", (System.nanoTime() - sent) / 1_000_000);
        } finally {
            worker.stop(Duration.ofSeconds(20));
        }
    }

    @Test
    void scoresAreRequestedOnlyForFramesThatTheModelHasNotScored() {
        List<FrameRef> frames = driver.camera("known", 100);
        driver.labelledCamera("known-val", 1);
        UUID id = driver.open("{'name':'known','streams':['known'],'validation':{'streams':['known-val']},'initial':2,"
                + "'batchSize':2,'sampleSize':0,'rounds':1}");
        List<FrameRef> first = driver.labelBatch(id, 0);
        TrainingRequested training = driver.training(id, 0);
        List<FrameRef> alreadyScored = frames.stream()
                .filter(frame -> !first.contains(frame))
                .limit(20)
                .toList();
        alreadyScored.forEach(frame -> fixture.score(frame, id + "-r0"));
        // Scores and models arrive over different topics: wait for the scores first.
        driver.awaitOnly(() -> scoresOf(id + "-r0") == 20);
        fixture.trained(training);

        driver.until(() -> fixture.scoringRequestsOf(id, 1).stream()
                        .mapToInt(request -> request.frames().size())
                        .sum()
                == 78);

        assertThat(fixture.scoringRequestsOf(id, 1))
                .hasSize(2)
                .allMatch(request -> request.frames().stream().noneMatch(alreadyScored::contains));
    }

    private int scoresOf(String modelId) {
        return tables.count("from score where model_id = ?1", modelId);
    }

    @Test
    void aRoundContinuesAtItsDeadlineWithoutMissingScores() {
        driver.camera("late", 20);
        driver.labelledCamera("late-val", 2);
        UUID id = driver.open("{'name':'late','streams':['late'],'validation':{'streams':['late-val']},'initial':2,"
                + "'batchSize':3,'sampleSize':10,'rounds':1,'scoreDeadlineSeconds':2}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.until(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());
        fixture.scoringRequestsOf(id, 1).get(0).frames().stream()
                .limit(6)
                .forEach(frame -> fixture.score(frame, id + "-r0"));

        driver.untilRound(id, 1, "LABELLING");

        JsonPath round = driver.campaign(id);
        assertThat(round.getInt("rounds[1].scored")).isEqualTo(6);
        assertThat(round.getInt("rounds[1].missing")).isEqualTo(4);
        assertThat(round.getInt("rounds[1].batchSize")).isEqualTo(3);
        assertThat(round.getString("rounds[1].notes[0]")).contains("4 of 10 frames had no scores by the deadline");
    }

    @Test
    void eventsMayArriveTwiceAndInAnyOrder() {
        List<FrameRef> frames = SelectorFixture.frames("chaos", 12);
        fixture.label(frames.subList(0, 2));
        fixture.register(frames);
        fixture.register(frames);
        fixture.label(frames.get(0), 3);
        fixture.label(frames.get(0), 2);
        driver.labelledCamera("chaos-val", 2);
        driver.untilReceived("chaos", 12, 2);
        UUID id = driver.open("{'name':'chaos','streams':['chaos'],'validation':{'streams':['chaos-val']},'initial':2,"
                + "'batchSize':2,'sampleSize':10,'rounds':1}");
        driver.labelBatch(id, 0);
        driver.labelBatch(id, 0);
        TrainingRequested first = driver.train(id, 0);
        fixture.trained(first);
        driver.answerScores(id, 1);
        driver.answerScores(id, 1);
        driver.labelBatch(id, 1);
        TrainingRequested second = driver.train(id, 1);
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        assertThat(fixture.trainingRequestsOf(id, 0)).hasSize(1);
        assertThat(fixture.batchesOf(id, 1, BatchKind.LABEL)).hasSize(1);
        Snapshot snapshot = snapshot(second);
        assertThat(snapshot.train()).hasSize(6);
        assertThat(snapshot.train())
                .filteredOn(frame -> frame.frame().equals(frames.get(0)))
                .singleElement()
                .matches(frame -> frame.revision() == 3);
    }

    @Test
    void aHumanLabelReplacesAPseudoLabel() {
        driver.camera("easy", 40);
        driver.labelledCamera("easy-val", 2);
        UUID id = driver.open("{'name':'easy','streams':['easy'],'validation':{'streams':['easy-val']},'initial':3,"
                + "'batchSize':2,'sampleSize':0,'rounds':2,'curriculum':{'enabled':true,'start':0,'step':0,"
                + "'mode':'accumulate','score':'max','boxThreshold':0.3,'maxPerRound':6,'growth':1}}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.answerScores(id, 1);
        List<FrameRef> pseudo = driver.batch(id, 1, BatchKind.PSEUDO_LABEL);
        List<FrameRef> forAnnotators = driver.labelBatch(id, 1);
        Snapshot first = snapshot(driver.train(id, 1));

        fixture.label(pseudo.get(0), 1);
        driver.untilReceived("easy", 40, 6);
        driver.answerScores(id, 2);
        driver.labelBatch(id, 2);
        Snapshot second = snapshot(driver.train(id, 2));

        assertThat(pseudo).hasSize(6).doesNotContainAnyElementsOf(forAnnotators);
        assertThat(first.train().stream().filter(frame -> frame.origin() == Origin.PSEUDO))
                .hasSize(6)
                .allMatch(frame -> !frame.boxes().isEmpty() && frame.author().equals(id + "-r0"));
        List<SnapshotFrame> retracted = second.train().stream()
                .filter(frame -> frame.frame().equals(pseudo.get(0)))
                .toList();
        assertThat(retracted).singleElement().matches(frame -> frame.origin() == Origin.HUMAN);
        Set<UUID> pseudoLabelled = new HashSet<>();
        pseudo.forEach(frame -> pseudoLabelled.add(frame.frameId()));
        driver.batch(id, 2, BatchKind.PSEUDO_LABEL)
                .forEach(frame -> assertThat(pseudoLabelled.add(frame.frameId()))
                        .as("a frame keeps its pseudo-label and gets no second one")
                        .isTrue());
        pseudoLabelled.removeAll(ids(second.train().stream()
                .filter(frame -> frame.origin() == Origin.HUMAN)
                .toList()));
        assertThat(ids(second.train().stream()
                        .filter(frame -> frame.origin() == Origin.PSEUDO)
                        .toList()))
                .isEqualTo(pseudoLabelled);
    }

    @Test
    void aQueuedTrainingWhosePseudoLabelIsRetractedTakesAFreshSnapshotAndAStartedOneKeepsItsOwn() {
        // Given: a training with six pseudo-labels that waits for a trainer
        driver.camera("fresh", 40);
        driver.labelledCamera("fresh-val", 2);
        UUID id = driver.open("{'name':'fresh','streams':['fresh'],'validation':{'streams':['fresh-val']},'initial':3,"
                + "'batchSize':2,'sampleSize':0,'rounds':1,'curriculum':{'enabled':true,'start':0,'step':0,"
                + "'mode':'accumulate','score':'max','boxThreshold':0.3,'maxPerRound':6,'growth':1}}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.answerScores(id, 1);
        List<FrameRef> pseudo = driver.batch(id, 1, BatchKind.PSEUDO_LABEL);
        driver.labelBatch(id, 1);
        TrainingRequested queued = driver.training(id, 1);
        fixture.progress(queued, TrainingProgressed.State.QUEUED);
        driver.until(() -> "QUEUED".equals(driver.campaign(id).getString("rounds[1].training.state")));

        // When: an annotator labels one of the pseudo-labelled frames
        fixture.label(pseudo.get(0), 1);
        driver.until(() -> fixture.trainingRequestsOf(id, 1).size() == 2);

        // Then: the same training is requested with a snapshot in which the label has replaced the pseudo-label
        TrainingRequested replaced = fixture.trainingRequestsOf(id, 1).get(1);
        assertThat(replaced.trainingId()).isEqualTo(queued.trainingId());
        assertThat(replaced.requestedAt()).isAfter(queued.requestedAt());
        assertThat(queued.retracted()).isEmpty();
        assertThat(replaced.retracted()).containsExactly(pseudo.get(0).frameId());
        assertThat(snapshot(queued).train())
                .filteredOn(frame -> frame.origin() == Origin.PSEUDO)
                .hasSize(6);
        assertThat(snapshot(replaced).train())
                .filteredOn(frame -> frame.origin() == Origin.PSEUDO)
                .hasSize(5)
                .noneMatch(frame -> frame.frame().equals(pseudo.get(0)));
        assertThat(snapshot(replaced).train())
                .filteredOn(frame -> frame.frame().equals(pseudo.get(0)))
                .singleElement()
                .matches(frame -> frame.origin() == Origin.HUMAN);

        // When: the training starts, and another pseudo-label is retracted
        fixture.progress(replaced, TrainingProgressed.State.STARTED);
        driver.until(() -> "STARTED".equals(driver.campaign(id).getString("rounds[1].training.state")));
        fixture.label(pseudo.get(1), 1);
        driver.untilReceived("fresh", 40, 7);
        driver.until(() -> true);

        // Then: it keeps its snapshot, and the round names the one that the model was trained on
        assertThat(fixture.trainingRequestsOf(id, 1)).hasSize(2);
        fixture.trained(queued);
        driver.untilRound(id, 1, "TRAINED");
        assertThat(driver.campaign(id).getInt("rounds[1].pseudoLabels")).isEqualTo(6);
    }

    @Test
    void twoCampaignsThatSelectTheSameFrameShareItsLabel() {
        driver.camera("shared", 12);
        driver.labelledCamera("shared-val", 2);
        String json = "{'name':'%s','streams':['shared'],'validation':{'streams':['shared-val']},'initial':4,"
                + "'batchSize':2,'rounds':0,'seed':3}";
        UUID one = driver.open(json.formatted("one"));
        UUID two = driver.open(json.formatted("two"));
        List<FrameRef> ofOne = driver.batch(one, 0, BatchKind.LABEL);
        assertThat(driver.batch(two, 0, BatchKind.LABEL)).containsExactlyInAnyOrderElementsOf(ofOne);

        fixture.label(ofOne);

        driver.train(one, 0);
        driver.train(two, 0);
        driver.until(
                () -> driver.state(one).equals("COMPLETED") && driver.state(two).equals("COMPLETED"));
    }

    @Test
    void aFailedTrainingOpensTheNextRoundAndASecondOneEndsTheCampaign() {
        driver.camera("fails", 20);
        driver.labelledCamera("fails-val", 2);
        UUID id = driver.open("{'name':'fails','streams':['fails'],'validation':{'streams':['fails-val']},'initial':2,"
                + "'batchSize':2,'sampleSize':5,'rounds':5}");
        driver.labelBatch(id, 0);
        fixture.trainingFails(driver.training(id, 0), "out of memory");
        driver.answerScores(id, 1);
        assertThat(fixture.scoringRequestsOf(id, 1))
                .allMatch(request -> request.modelId().equals("base-1"));
        driver.labelBatch(id, 1);
        fixture.trainingFails(driver.training(id, 1), "out of memory again");

        driver.until(() -> driver.state(id).equals("FAILED"));

        assertThat(driver.campaign(id).getString("reason")).contains("out of memory again");
    }

    @Test
    void aCampaignEndsWhenItsPoolIsEmpty() {
        driver.camera("small", 3);
        driver.labelledCamera("small-val", 1);
        UUID id = driver.open("{'name':'small','streams':['small'],'validation':{'streams':['small-val']},'initial':3,"
                + "'batchSize':2,'rounds':4}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);

        driver.until(() -> driver.state(id).equals("COMPLETED"));

        assertThat(driver.campaign(id).getString("reason")).contains("the pool is empty");
        assertThat(driver.campaign(id).getList("rounds")).hasSize(1);
    }

    @Test
    void aCommitteeAndACoreSetRequestTheScoresTheyNeed() {
        driver.camera("many", 30);
        driver.labelledCamera("many-val", 1);
        String json = "{'name':'%s','streams':['many'],'validation':{'streams':['many-val']},'initial':%d,"
                + "'batchSize':3,'sampleSize':12,'rounds':1,'strategy':'%s'}";
        UUID committee = driver.open(json.formatted("committee", 2, "committee"));
        UUID coreSet = driver.open(json.formatted("core-set", 2, "core-set"));
        for (UUID id : List.of(committee, coreSet)) {
            driver.labelBatch(id, 0);
            driver.train(id, 0);
            driver.until(() -> driver.round(id).equals("SCORING"));
            driver.answerScores(id, 1);
            driver.labelBatch(id, 1);
            driver.train(id, 1);
        }

        assertThat(fixture.scoringRequestsOf(committee, 1))
                .extracting(ScoringRequested::modelId)
                .containsExactlyInAnyOrder("base-1", committee + "-r0");
        JsonPath ofCommittee = driver.campaign(committee);
        assertThat(ofCommittee.getInt("rounds[1].sampled")).isEqualTo(12);
        assertThat(ofCommittee.getInt("rounds[1].missing")).isZero();
        assertThat(given().get("/api/campaigns/" + committee + "/batches/1")
                        .jsonPath()
                        .getString("frames[0].reason"))
                .contains("disagreement of 2 models");
        // Twelve candidates, and the labelled frames that the batch must differ from.
        assertThat(driver.campaign(coreSet).getInt("rounds[1].sampled")).isBetween(14, 19);
        assertThat(given().get("/api/campaigns/" + coreSet + "/batches/1")
                        .jsonPath()
                        .getString("frames[0].reason"))
                .startsWith("core-set");
    }

    @Test
    void aWarmCampaignTrainsFromTheRoundBeforeWithinItsEpochCapAndShowsEveryEpoch() {
        driver.camera("warm", 30);
        driver.labelledCamera("warm-val", 2);
        UUID id = driver.open(
                "{'name':'warm','streams':['warm'],'validation':{'streams':['warm-val']},'initial':3,'batchSize':2,"
                        + "'rounds':5,'strategy':'random','settings':{'emptyFrames':'certain'},'startFrom':'PREVIOUS',"
                        + "'training':{'epochs':'3'},'stop':{'epochs':3}}");
        List<TrainingRequested> trainings = new ArrayList<>();
        for (int round = 0; round <= 2; round++) {
            driver.labelBatch(id, round);
            TrainingRequested request = driver.training(id, round);
            fixture.epochFinished(request, 1);
            trainings.add(driver.train(id, round));
        }
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        assertThat(trainings)
                .extracting(TrainingRequested::baseModelId)
                .containsExactly("base-1", id + "-r0", id + "-r1");
        assertThat(trainings)
                .as("the fixture's trainer reports one epoch a training")
                .extracting(request -> request.arguments().get("epochs"))
                .containsExactly("3", "2", "1");
        JsonPath campaign = driver.campaign(id);
        assertThat(campaign.getString("reason")).isEqualTo("3 epochs were trained, the limit is 3");
        assertThat(campaign.getString("config.startFrom")).isEqualTo("PREVIOUS");
        assertThat(campaign.getList("rounds.remainingUnlabelled")).containsExactly(27, 25, 23);
        driver.until(() -> given().get("/api/campaigns/" + id + "/epochs")
                        .jsonPath()
                        .getList("$")
                        .size()
                == 3);
        JsonPath epochs = given().get("/api/campaigns/" + id + "/epochs").jsonPath();
        assertThat(epochs.getList("round")).containsExactly(0, 1, 2);
        assertThat(epochs.getList("totalEpoch")).containsExactly(1, 2, 3);
        assertThat(epochs.getList("labels")).containsExactly(3, 5, 7);
        assertThat(epochs.getDouble("[2].losses.box_loss")).isEqualTo(1.5);
        assertThat(epochs.getDouble("[2].validationLosses.box_loss")).isEqualTo(2.5);
        assertThat(epochs.getDouble("[2].metrics.mAP50")).isEqualTo(0.2);
    }

    @Test
    void aCampaignCanBeChangedBetweenRoundsStoppedByItsTargetAndCloned() {
        driver.camera("change", 30);
        driver.labelledCamera("change-val", 2);
        UUID id = driver.open(
                "{'name':'change','streams':['change'],'validation':{'streams':['change-val']},"
                        + "'initial':2,'batchSize':2,'rounds':5,'strategy':'random','settings':{'emptyFrames':'certain'},'stop':{'mAP50':0.3}}");
        driver.batch(id, 0, BatchKind.LABEL);
        given().contentType("application/json")
                .body("{\"batchSize\":4}")
                .patch("/api/campaigns/" + id)
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body("{\"seed\":4}")
                .patch("/api/campaigns/" + id)
                .then()
                .statusCode(422);

        driver.labelBatch(id, 0);
        driver.train(id, 0);
        assertThat(driver.labelBatch(id, 1)).hasSize(4);
        driver.train(id, 1);
        driver.until(() -> driver.state(id).equals("COMPLETED"));

        JsonPath campaign = driver.campaign(id);
        assertThat(campaign.getString("reason")).isEqualTo("mAP50 0.3000 has reached the target 0.3000");
        assertThat(campaign.getList("rounds")).hasSize(2);
        driver.labelledCamera("change-val", 1);
        JsonPath clone = given().contentType("application/json")
                .body("{\"name\":\"clone\",\"strategy\":\"entropy\"}")
                .post("/api/campaigns/" + id + "/clone")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(clone.getString("config.strategy")).isEqualTo("entropy");
        assertThat(clone.getInt("config.batchSize")).isEqualTo(4);
        assertThat(clone.getInt("validationFrames")).isEqualTo(2);
    }
}
