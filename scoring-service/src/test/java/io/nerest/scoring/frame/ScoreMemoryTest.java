package io.nerest.scoring.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ModelStatus;
import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.ScoringFixture;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scores are remembered for some time, in partitions that are emptied at once. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ScoreMemoryTest {
    /** As the previous release stores a score. */
    private static final String WITHOUT_SLOT = """
            INSERT INTO frame_score (frame_id, model_id, pod, boxes, scored_at)
            SELECT * FROM unnest(:frames, :models, :pods, :boxes, cast(:times as timestamptz[]))
            ON CONFLICT DO NOTHING RETURNING frame_id""";

    private final ScoringFixture fixture = ScoringFixture.shared();
    private final String model = "remembered-" + UUID.randomUUID();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    @Inject
    ScoreMemory memory;

    @Inject
    EntityManager rows;

    private FrameSender frames;

    @BeforeEach
    void publishAModel() throws IOException {
        frames = new FrameSender(store);
        ModelSender models = new ModelSender(store, signatures);
        models.ensureActive(active);
        models.publish(model, ModelStatus.CANDIDATE, models.weights());
    }

    private FrameRef scored() {
        FrameRef frame = frames.frame();
        frames.requestScores(model, List.of(frame));
        frames.awaitScore(frame);
        return frame;
    }

    /** Moves a frame's score to the slot that is used so many turns later, as if it had been stored some days ago. */
    private void move(FrameRef frame, int slots, int days) {
        assertThat(update(
                        "UPDATE frame_score SET slot = (slot + :slots) % 8, scored_at = now() - make_interval(days => :days)"
                                + " WHERE frame_id = :frame",
                        frame, slots, days))
                .isEqualTo(1);
    }

    private int update(String sql, FrameRef frame, int slots, int days) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.createNativeQuery(sql)
                        .setParameter("slots", slots)
                        .setParameter("days", days)
                        .setParameter("frame", frame.frameId())
                        .executeUpdate());
    }

    private long remembered(FrameRef... of) {
        UUID[] ids = List.of(of).stream().map(FrameRef::frameId).toArray(UUID[]::new);
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number)
                                rows.createNativeQuery("SELECT count(*) FROM frame_score WHERE frame_id = ANY (:ids)")
                                        .setParameter("ids", ids)
                                        .getSingleResult())
                        .longValue());
    }

    @Test
    void aPartitionWhoseScoresAreAllOldIsEmptiedAndItsFramesAreScoredAgain() {
        FrameRef forgotten = scored();
        FrameRef oldBesideYoung = scored();
        FrameRef young = scored();
        FrameRef fresh = scored();
        move(forgotten, 2, 11);
        move(oldBesideYoung, 4, 11);
        move(young, 4, 9);

        memory.forget();

        assertThat(remembered(forgotten)).isZero();
        assertThat(remembered(oldBesideYoung, young, fresh)).isEqualTo(3);
        frames.requestScores(model, List.of(forgotten, oldBesideYoung, young, fresh));
        await().atMost(ScoringFixture.LIMIT)
                .untilAsserted(
                        () -> assertThat(fixture.scoresOf(forgotten.frameId())).hasSize(2));
        // All scores of a request are stored together.
        for (FrameRef once : List.of(oldBesideYoung, young, fresh)) {
            assertThat(fixture.scoresOf(once.frameId())).hasSize(1);
        }
    }

    @Test
    void aPodOfThePreviousReleaseStoresAScoreOnce() {
        UUID frame = UUID.randomUUID();

        assertThat(storedWithoutSlot(frame)).isEqualTo(1);
        assertThat(storedWithoutSlot(frame)).isZero();
    }

    private int storedWithoutSlot(UUID frame) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.createNativeQuery(WITHOUT_SLOT)
                        .setParameter("frames", new UUID[] {frame})
                        .setParameter("models", new String[] {model})
                        .setParameter("pods", new String[] {"pod"})
                        .setParameter("boxes", new Integer[] {0})
                        .setParameter("times", "{now}")
                        .getResultList()
                        .size());
    }
}
