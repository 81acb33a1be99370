package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.selector.storage.Batches;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A round that selects from its pool delays no event. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class RoundOverThePoolTest extends SelectorTestBase {

    @Inject
    Batches batches;

    /** Opens a campaign and brings its round 1 to the selection. */
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
    void framesLabelsAndScoresAreStoredWhileARoundSelects() {
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
            driver.awaitOnly(() -> tables.count("from score where model_id = ?1", "busy-model") == late.size());
        } finally {
            QuarkusTransaction.commit();
        }
        assertThat(driver.batch(id, 1, BatchKind.LABEL)).hasSize(4);
    }

    @Test
    void theRecordedTraceOfAFrameIsKeptForItsBatch() {
        String stream = "traced-" + UUID.randomUUID();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-";
        List<FrameRef> frames = SelectorFixture.frames(stream, 2);
        fixture.registerTraced(frames.get(0), trace + "00f067aa0ba902b7-01");
        fixture.registerTraced(frames.get(1), trace + "00f067aa0ba902b7-00");
        driver.awaitOnly(() -> tables.count("from frame where stream_id = ?1", stream) == frames.size());

        assertThat(batches.traces(frames.stream().map(FrameRef::frameId).toList()))
                .as("traces that are recorded")
                .singleElement()
                .asString()
                .startsWith(trace)
                .endsWith("-01");
    }

    private List<UUID> selected(UUID id) {
        return tables
                .texts("select cast(frame_id as text) from batch_frame where campaign_id = ?1 and round = 1", id)
                .stream()
                .map(UUID::fromString)
                .toList();
    }
}
