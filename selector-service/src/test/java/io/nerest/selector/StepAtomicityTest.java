package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.TrainingRequested;
import io.nerest.selector.engine.CampaignEngine;
import io.nerest.selector.engine.CampaignStep;
import io.nerest.selector.pool.Database;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class StepAtomicityTest {

    @Inject
    CampaignEngine engine;

    @Inject
    CampaignStep step;

    @Inject
    Database database;

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

    private Map<String, Object> stored(UUID id) {
        Map<String, Object> stored = new TreeMap<>();
        stored.put(
                "rounds",
                database.query(
                        "select body::text from round where campaign_id = ? order by number",
                        row -> row.getString(1),
                        id));
        for (String table : List.of("sample_frame", "batch_frame", "validation_frame")) {
            stored.put(table, database.count("select count(*) from " + table + " where campaign_id = ?", id));
        }
        stored.put(
                "campaign",
                database.query("select state || reason from campaign where id = ?", row -> row.getString(1), id));
        return stored;
    }

    /** Takes a step, dies before the commit, and then takes it again. */
    private void dieThenTakeTheStep(UUID id) {
        Map<String, Object> before = stored(id);
        QuarkusTransaction.begin();
        assertThat(step.take(id)).isTrue();
        QuarkusTransaction.rollback();
        assertThat(stored(id)).isEqualTo(before);
        assertThat(step.take(id)).isTrue();
    }

    @Test
    void whoeverDiesInAStepHasDoneNothingAndTheNextTakesTheSameStep() {
        driver.camera("dies", 30);
        driver.labelledCamera("dies-val", 2);
        UUID id = driver.open("{'name':'dies','streams':['dies'],'validation':{'streams':['dies-val']},'initial':3,"
                + "'batchSize':2,'sampleSize':10,'rounds':1}");

        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("SELECTING");
        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("LABELLING");
        labelAndWait(id, 0, 3);
        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("TRAINING");
        publishModel(id, 0);
        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("TRAINED");
        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("SCORING");
        answerScores(id);
        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("SELECTING");
        dieThenTakeTheStep(id);
        assertThat(driver.round(id)).isEqualTo("LABELLING");
        labelAndWait(id, 1, 5);
        dieThenTakeTheStep(id);
        publishModel(id, 1);
        dieThenTakeTheStep(id);
        dieThenTakeTheStep(id);
        assertThat(driver.state(id)).isEqualTo("COMPLETED");

        assertThat(step.take(id)).isFalse();
        assertThat(world.batchesOf(id, 0, BatchKind.LABEL)).hasSize(1);
        assertThat(world.batchesOf(id, 1, BatchKind.LABEL)).hasSize(1);
        assertThat(world.scoringRequestsOf(id, 1)).hasSize(1);
        assertThat(world.trainingRequestsOf(id, 0)).hasSize(1);
        assertThat(world.trainingRequestsOf(id, 1)).hasSize(1);
    }

    @Test
    void severalPodsTakeEachStepOnce() throws Exception {
        driver.camera("pods", 30);
        driver.labelledCamera("pods-val", 2);
        UUID id = driver.open("{'name':'pods','streams':['pods'],'validation':{'streams':['pods-val']},'initial':3,"
                + "'batchSize':2,'sampleSize':10,'rounds':1}");
        ExecutorService pods = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> looks = Collections.nCopies(4, () -> {
                engine.advance(id);
                return true;
            });
            for (int i = 0; i < 5; i++) {
                for (Future<Boolean> look : pods.invokeAll(looks)) {
                    assertThat(look.get()).isTrue();
                }
            }
        } finally {
            pods.shutdown();
        }

        assertThat(driver.batch(id, 0, BatchKind.LABEL)).hasSize(3).doesNotHaveDuplicates();
        assertThat(world.batchesOf(id, 0, BatchKind.LABEL)).hasSize(1);
    }

    @Test
    void aCampaignThatIsPausedWhileAStepIsWorkedOutDoesNotTakeIt() {
        driver.camera("paused", 30);
        driver.labelledCamera("paused-val", 2);
        UUID id = driver.open("{'name':'paused','streams':['paused'],'validation':{'streams':['paused-val']},"
                + "'initial':3,'batchSize':2,'sampleSize':10,'rounds':1}");
        driver.untilRound(id, 0, "LABELLING");

        RestAssured.post("/api/campaigns/" + id + "/pause").then().statusCode(200);
        labelAndWait(id, 0, 3);
        engine.lookAfterAll();
        assertThat(driver.round(id)).isEqualTo("LABELLING");
        assertThat(driver.state(id)).isEqualTo("PAUSED");

        RestAssured.post("/api/campaigns/" + id + "/resume").then().statusCode(200);
        TrainingRequested request = driver.training(id, 0);
        assertThat(request.round()).isZero();
    }

    private void labelAndWait(UUID id, int round, int labels) {
        driver.awaitOnly(() -> !world.batchesOf(id, round, BatchKind.LABEL).isEmpty());
        driver.labelBatch(id, round);
        String stream = world.batchesOf(id, round, BatchKind.LABEL)
                .get(0)
                .frames()
                .get(0)
                .frame()
                .streamId();
        driver.awaitKnown(stream, labels);
    }

    private void publishModel(UUID id, int round) {
        driver.awaitOnly(() -> !world.trainingRequestsOf(id, round).isEmpty());
        String model = world.trained(world.trainingRequestsOf(id, round).get(0)).modelId();
        driver.awaitOnly(() -> database.count("select count(*) from model where id = ?", model) == 1);
    }

    private void answerScores(UUID id) {
        driver.awaitOnly(() -> !world.scoringRequestsOf(id, 1).isEmpty());
        world.scoringRequestsOf(id, 1).forEach(world::scoringAnswers);
        driver.awaitOnly(() -> database.count("select count(*) from score where model_id = ?", id + "-r0") == 10);
    }
}
