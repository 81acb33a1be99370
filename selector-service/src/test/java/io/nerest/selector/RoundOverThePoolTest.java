package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectedFrames;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.Strategies;
import io.nerest.selector.engine.SampleSelection;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.storage.Batches;
import io.nerest.testing.PlatformResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a round goes through its pool: without holding anybody up, and without reading more than it needs. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RoundOverThePoolTest extends SelectorTestBase {

    @Inject
    SampleSelection sampleSelection;

    @Inject
    Pool pool;

    @Inject
    Batches batches;

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
        driver.awaitOnly(() -> tables.count("from score where model_id = ?1", model) >= frames - 3);
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

            late = fixture.cameraSends("busy-late", 5);
            fixture.label(late);
            driver.awaitLabels("busy-late", 5);
            fixture.label(batches.frames(selected(id)).values().stream().toList());
            driver.awaitLabels("busy", 3 + 4);
            late.forEach(frame -> fixture.score(frame, "busy-model"));
            driver.awaitOnly(
                    () -> tables.count("from score where model_id = ?1", "busy-model") == late.size());
        } finally {
            QuarkusTransaction.commit();
        }
        assertThat(driver.batch(id, 1, BatchKind.LABEL)).hasSize(4);
    }

    private List<UUID> selected(UUID id) {
        return tables
                .texts("select cast(frame_id as text) from batch_frame where campaign_id = ?1 and round = 1", id)
                .stream()
                .map(UUID::fromString)
                .toList();
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
                    Strategies.Configured configured = Strategies.configure(strategy, settings);

                    SelectedFrames ranked = sampleSelection.choose(filter, 1, model, configured, 4, 11);

                    assertThat(ranked)
                            .as(strategy + " " + settings)
                            .isEqualTo(Selection.select(new SelectionRequest(
                                    configured.strategy(), configured.settings(), 4, whole, List.of(), 11)));
                }
            }
        });
    }
}
