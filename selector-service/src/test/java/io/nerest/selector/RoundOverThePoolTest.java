package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import io.nerest.selector.engine.CampaignEngine;
import io.nerest.selector.engine.CampaignStep;
import io.nerest.selector.engine.SampleSelection;
import io.nerest.selector.pool.Database;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a round goes through its pool: without holding anybody up, and without reading more than it needs. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RoundOverThePoolTest {

    @Inject
    CampaignEngine engine;

    @Inject
    CampaignStep step;

    @Inject
    SampleSelection sampleSelection;

    @Inject
    Pool pool;

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

    /** A campaign whose round 1 has its scores and is about to choose. */
    private UUID selecting(String name, int frames, String strategy) {
        driver.camera(name, frames);
        driver.labelledCamera(name + "-val", 2);
        UUID id = driver.open("{'name':'" + name + "','streams':['" + name + "'],'validation':{'streams':['" + name
                + "-val']},'initial':3,'batchSize':4,'sampleSize':0,'rounds':1,'strategy':'" + strategy + "'}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.answerScores(id, 1);
        String model = id + "-r0";
        driver.awaitOnly(() -> database.count("select count(*) from score where model_id = ?", model) >= frames - 3);
        while (!driver.round(id).equals("SELECTING")) {
            assertThat(step.take(id)).isTrue();
        }
        return id;
    }

    @Test
    void framesLabelsAndScoresComeInWhileARoundIsBeingChosen() {
        UUID id = selecting("busy", 30, "core-set");
        List<FrameRef> late;
        QuarkusTransaction.begin();
        try {
            assertThat(step.take(id)).isTrue();

            late = world.cameraSends("busy-late", 5);
            world.peopleLabel(late);
            driver.awaitKnown("busy-late", 5);
            world.peopleLabel(pool.frames(chosen(id)).values().stream().toList());
            driver.awaitKnown("busy", 3 + 4);
            late.forEach(frame -> world.score(frame, "busy-model"));
            driver.awaitOnly(
                    () -> database.count("select count(*) from score where model_id = ?", "busy-model") == late.size());
        } finally {
            QuarkusTransaction.commit();
        }
        assertThat(driver.batch(id, 1, BatchKind.LABEL)).hasSize(4);
    }

    private List<UUID> chosen(UUID id) {
        return database.query(
                "select frame_id from batch_frame where campaign_id = ? and round = 1",
                row -> Database.uuid(row, "frame_id"),
                id);
    }

    @Test
    void aRankingReadsAShortlistAndComesToTheBatchOfTheWholeSample() {
        UUID id = selecting("ranked", 150, "entropy");
        PoolFilter filter = new PoolFilter(id, List.of("ranked"), List.of("ranked-val"), false);
        String model = id + "-r0";

        QuarkusTransaction.requiringNew().run(() -> {
            List<ScoredFrame> whole = pool.candidates(filter, 1, model, true);
            assertThat(whole).hasSize(147);
            assertThat(whole.get(0).embedding()).hasSize(16);
            for (Map<String, Object> settings : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of("emptyFrames", "uncertain", "aggregation", "sum"),
                    Map.of("emptyFrames", "quota:0.5"),
                    Map.of("minGapSeconds", "10"),
                    Map.of("minGapSeconds", "1000"))) {
                for (String strategy : List.of("random", "least-confidence", "entropy")) {
                    ConfiguredStrategy configured = Strategies.configure(strategy, settings);

                    SelectionResult ranked = sampleSelection.choose(filter, 1, model, configured, 4, 11);

                    assertThat(ranked)
                            .as(strategy + " " + settings)
                            .isEqualTo(Selection.select(new SelectionRequest(
                                    configured.strategy(), configured.settings(), 4, whole, List.of(), 11)));
                }
            }
        });
    }
}
