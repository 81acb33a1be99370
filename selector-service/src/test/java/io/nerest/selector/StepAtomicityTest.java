package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.contracts.BatchKind;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step commits as a whole or not at all, and is taken once. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class StepAtomicityTest extends SelectorTestBase {

    private UUID open(String name) {
        driver.camera(name, 20);
        driver.labelledCamera(name + "-val", 1);
        return driver.open("{'name':'" + name + "','streams':['" + name + "'],'validation':{'streams':['" + name
                + "-val']},'initial':3,'batchSize':2,'sampleSize':8,'rounds':1}");
    }

    private Map<String, Object> stored(UUID id) {
        Map<String, Object> stored = new TreeMap<>();
        stored.put(
                "rounds",
                tables.texts("select cast(body as text) from round where campaign_id = ?1 order by number", id));
        for (String table : List.of("sample_frame", "batch_frame", "validation_frame")) {
            stored.put(table, tables.count("from " + table + " where campaign_id = ?1", id));
        }
        stored.put("campaign", tables.texts("select state || reason from campaign where id = ?1", id));
        return stored;
    }

    /** Brings a campaign to where its next step leaves the state, and all events for the step have arrived. */
    private UUID ready(String state) {
        UUID id = open("dies-" + state.toLowerCase(Locale.ROOT));
        if (state.equals("NEW")) {
            return id;
        }
        assertThat(step.take(id)).isTrue();
        if (state.equals("SELECTING")) {
            return id;
        }
        assertThat(step.take(id)).isTrue();
        labelAndWait(id);
        if (state.equals("LABELLING")) {
            return id;
        }
        assertThat(step.take(id)).isTrue();
        publishModel(id);
        if (state.equals("TRAINING")) {
            return id;
        }
        assertThat(step.take(id)).isTrue();
        if (state.equals("TRAINED")) {
            return id;
        }
        assertThat(step.take(id)).isTrue();
        answerScores(id);
        return id;
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "SELECTING", "LABELLING", "TRAINING", "TRAINED", "SCORING"})
    void aStepThatIsRolledBackStoresNothingAndIsTakenAgain(String state) {
        UUID id = ready(state);
        Map<String, Object> before = stored(id);

        QuarkusTransaction.begin();
        assertThat(step.take(id)).isTrue();
        QuarkusTransaction.rollback();

        assertThat(stored(id)).isEqualTo(before);
        assertThat(step.take(id)).isTrue();
        assertThat(stored(id)).isNotEqualTo(before);
    }

    @Test
    void whatARolledBackStepSentIsNeverDelivered() {
        UUID id = ready("LABELLING");

        QuarkusTransaction.begin();
        assertThat(step.take(id)).isTrue();
        QuarkusTransaction.rollback();
        driver.train(id, 0);

        assertThat(fixture.trainingRequestsOf(id, 0)).hasSize(1);
        assertThat(fixture.batchesOf(id, 0, BatchKind.LABEL)).hasSize(1);
    }

    @Test
    void severalPodsTakeEachStepOnce() throws Exception {
        UUID id = open("pods");
        ExecutorService pods = Executors.newFixedThreadPool(4);
        int taken = 0;
        try {
            List<Callable<Boolean>> steps = Collections.nCopies(4, () -> step.take(id));
            for (int i = 0; i < 5; i++) {
                for (Future<Boolean> result : pods.invokeAll(steps)) {
                    taken += result.get() ? 1 : 0;
                }
            }
        } finally {
            pods.shutdown();
        }

        assertThat(taken).as("the round opens and its batch is selected").isEqualTo(2);
        assertThat(driver.batch(id, 0, BatchKind.LABEL)).hasSize(3).doesNotHaveDuplicates();
        assertThat(fixture.batchesOf(id, 0, BatchKind.LABEL)).hasSize(1);
    }

    @Test
    void aStepWhoseCampaignIsPausedMeanwhileIsNotTaken() throws Exception {
        UUID id = ready("SELECTING");
        CompletableFuture<Boolean> selection;

        QuarkusTransaction.begin();
        try {
            tables.update("lock table batch_frame in access exclusive mode");
            selection = CompletableFuture.supplyAsync(() -> step.take(id));
            awaitBlockedOnBatchFrame();
            RestAssured.post("/api/campaigns/" + id + "/pause").then().statusCode(200);
        } finally {
            QuarkusTransaction.commit();
        }

        assertThatThrownBy(() -> selection.get(30, TimeUnit.SECONDS)).hasMessageContaining("was paused or cancelled");
        assertThat(driver.state(id)).isEqualTo("PAUSED");
        assertThat(driver.round(id)).isEqualTo("SELECTING");
        assertThat(tables.count("from batch_frame where campaign_id = ?1", id)).isZero();

        RestAssured.post("/api/campaigns/" + id + "/resume").then().statusCode(200);
        assertThat(driver.batch(id, 0, BatchKind.LABEL)).hasSize(3);
        assertThat(fixture.batchesOf(id, 0, BatchKind.LABEL)).hasSize(1);
    }

    private void awaitBlockedOnBatchFrame() {
        driver.awaitOnly(() -> tables.count("from pg_locks l join pg_class c on c.oid = l.relation"
                        + " where c.relname = 'batch_frame' and not l.granted")
                > 0);
    }

    @Test
    void aPausedCampaignTakesNoStepUntilItIsResumed() {
        UUID id = ready("LABELLING");

        RestAssured.post("/api/campaigns/" + id + "/pause").then().statusCode(200);
        assertThat(step.take(id)).isFalse();

        RestAssured.post("/api/campaigns/" + id + "/resume").then().statusCode(200);
        assertThat(step.take(id)).isTrue();
    }

    private void labelAndWait(UUID id) {
        driver.awaitOnly(() -> !fixture.batchesOf(id, 0, BatchKind.LABEL).isEmpty());
        driver.labelBatch(id, 0);
        driver.awaitOnly(() ->
                tables.count("from batch_frame b join label l on l.frame_id = b.frame_id where b.campaign_id = ?1", id)
                        == 3);
    }

    private void publishModel(UUID id) {
        driver.awaitOnly(() -> !fixture.trainingRequestsOf(id, 0).isEmpty());
        String model = fixture.trained(fixture.trainingRequestsOf(id, 0).get(0)).modelId();
        driver.awaitOnly(() -> tables.count("from model where id = ?1", model) == 1);
    }

    private void answerScores(UUID id) {
        driver.awaitOnly(() -> !fixture.scoringRequestsOf(id, 1).isEmpty());
        fixture.scoringRequestsOf(id, 1).forEach(fixture::answer);
        driver.awaitOnly(() -> tables.count("from score where model_id = ?1", id + "-r0") == 8);
    }
}
