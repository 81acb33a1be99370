package io.nerest.scoring.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelStatus;
import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.ScoringFixture;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A replay beside new frames that wait, on a pod whose inference takes a fixed time. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
@TestProfile(LiveFramesFirstTest.SlowInference.class)
class LiveFramesFirstTest {
    private static final Logger LOG = Logger.getLogger(LiveFramesFirstTest.class);
    private static final int LIVE = 640;
    private static final int REQUESTS = 4;
    private static final int OF_REQUEST = 64;

    private final ScoringFixture fixture = ScoringFixture.shared();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    /** An inference of eight frames takes 200 ms or longer. */
    public static final class SlowInference implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("nerest.scoring.detector.least-duration", "200ms", "nerest.scoring.detector.batch", "8");
        }
    }

    private List<FrameScored> scoresOf(Set<UUID> frames) {
        return List.copyOf(fixture.scores()).stream()
                .filter(score -> frames.contains(score.frameId()))
                .toList();
    }

    private static Set<UUID> ids(List<FrameRef> frames) {
        Set<UUID> ids = new HashSet<>();
        frames.forEach(frame -> ids.add(frame.frameId()));
        return ids;
    }

    @Test
    void aReplayTakesASmallShareWhileNewFramesWaitAndEndsAfterwards() throws Exception {
        // Given: new frames that wait
        FrameSender sender = new FrameSender(store);
        ModelSender models = new ModelSender(store, signatures);
        String live = models.promote(active);
        String candidate = "candidate-" + UUID.randomUUID();
        models.publish(candidate, ModelStatus.CANDIDATE, models.weights());
        List<FrameRef> waiting = Stream.generate(sender::frame).limit(LIVE).toList();
        waiting.forEach(sender::send);
        Set<UUID> waitingIds = ids(waiting);
        await().atMost(ScoringFixture.LIMIT).until(() -> !scoresOf(waitingIds).isEmpty());

        // When: a replay requests scores
        List<FrameRef> history =
                Stream.generate(sender::frame).limit(REQUESTS * OF_REQUEST).toList();
        for (int from = 0; from < history.size(); from += OF_REQUEST) {
            sender.requestScores(candidate, history.subList(from, from + OF_REQUEST));
        }
        Instant requestedAt = Instant.now();
        Set<UUID> historyIds = ids(history);
        await().atMost(ScoringFixture.LIMIT).until(() -> scoresOf(waitingIds).size() == LIVE);
        await().atMost(ScoringFixture.LIMIT).until(() -> scoresOf(historyIds).size() == history.size());

        // Then
        assertThat(scoresOf(waitingIds)).extracting(FrameScored::modelId).containsOnly(live);
        Instant lastNew = scoresOf(waitingIds).stream()
                .map(FrameScored::scoredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        long newFrames = scoresOf(waitingIds).stream()
                .filter(score -> score.scoredAt().isAfter(requestedAt))
                .count();
        long replayed = scoresOf(historyIds).stream()
                .filter(score -> score.scoredAt().isBefore(lastNew))
                .count();
        LOG.infof("%d new and %d replayed frames were scored while new frames waited", newFrames, replayed);
        assertThat(newFrames).as("new frames beside the replay").isGreaterThan(LIVE / 2);
        assertThat((double) replayed / (replayed + newFrames))
                .as("share of the replay")
                .isLessThan(0.2);
        assertThat(replayed).as("replayed frames beside new ones").isPositive();
    }
}
