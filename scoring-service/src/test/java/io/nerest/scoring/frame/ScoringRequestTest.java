package io.nerest.scoring.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.ScoringFixture;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ScoringRequestTest {
    private final ScoringFixture fixture = ScoringFixture.shared();
    private final String candidate = "candidate-" + UUID.randomUUID();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    private FrameSender frames;
    private ModelSender models;
    private String activeModel;

    @BeforeEach
    void activateAModel() throws IOException {
        frames = new FrameSender(store);
        models = new ModelSender(store, signatures);
        activeModel = models.ensureActive(active);
    }

    @Test
    void aRequestIsScoredByTheModelItNamesAndTheActiveModelStays() {
        FrameRef frame = frames.frame();
        models.publish(candidate, ModelStatus.CANDIDATE, models.weights());

        frames.requestScores(candidate, List.of(frame));

        assertThat(frames.awaitScore(frame).modelId()).isEqualTo(candidate);
        assertThat(active.modelId()).contains(activeModel);
    }

    @Test
    void aModelScoresAFrameOnceIfSeveralRequestsNameIt() {
        // Given
        models.publish(candidate, ModelStatus.CANDIDATE, models.weights());
        FrameRef scored = frames.frame();
        FrameRef unscored = frames.frame();
        frames.requestScores(candidate, List.of(scored));
        frames.awaitScore(scored);

        // When
        frames.requestScores(candidate, List.of(scored, unscored, unscored));
        frames.awaitScore(unscored);

        // Then: a second score would have been stored with the first one's request or with this one's
        assertThat(fixture.scoresBy(candidate))
                .extracting(FrameScored::frameId)
                .containsExactlyInAnyOrder(scored.frameId(), unscored.frameId());
    }

    @Test
    void aRequestThatArrivesBeforeItsModelWaitsForIt() {
        FrameRef frame = frames.frame();

        frames.requestScores(candidate, List.of(frame));
        models.publish(candidate, ModelStatus.CANDIDATE, models.weights());

        assertThat(frames.awaitScore(frame).modelId()).isEqualTo(candidate);
    }

    @Test
    void aRequestForAModelThatCannotBeLoadedGoesToTheDeadLettersAndTheNextIsScored() {
        // Given
        String broken = "broken-" + UUID.randomUUID();
        models.publish(broken, ModelStatus.CANDIDATE, models.store(broken, "not a network".getBytes(UTF_8)));
        FrameRef frame = frames.frame();

        // When
        frames.requestScores(broken, List.of(frame));
        frames.requestScores(activeModel, List.of(frame));

        // Then
        assertThat(fixture.awaitDeadLetter(Topics.SCORING_REQUESTS, broken))
                .contains(broken, "cannot be loaded as a network");
        assertThat(frames.awaitScore(frame).modelId()).isEqualTo(activeModel);
    }

    @Test
    void aFrameOfARequestWhoseImageIsMissingIsReportedAndTheOthersAreScored() {
        ObjectRef image = frames.image();
        FrameRef missing =
                FrameSender.frame(new ObjectRef(image.bucket(), "frames/test/none.jpg", image.etag(), image.size()));
        FrameRef good = frames.frame();

        frames.requestScores(activeModel, List.of(missing, good));

        assertThat(frames.awaitScore(good).modelId()).isEqualTo(activeModel);
        await().atMost(ScoringFixture.LIMIT)
                .untilAsserted(() -> assertThat(fixture.unscorable(missing.frameId()))
                        .singleElement()
                        .asString()
                        .contains("frames/test/none.jpg"));
    }

    @Test
    void aJsonLogLineNamesFrameCampaignAndModel() throws Exception {
        // Given
        ObjectRef image = frames.image();
        FrameRef missing =
                FrameSender.frame(new ObjectRef(image.bucket(), "frames/test/none.jpg", image.etag(), image.size()));
        CompletableFuture<String> line = new CompletableFuture<>();
        Logger logger = Logger.getLogger(ScoringRequestListener.class.getName());
        Handler handler = new JsonLine(missing.frameId(), line);
        logger.addHandler(handler);

        // When
        UUID campaign;
        JsonNode names;
        try {
            campaign = frames.requestScores(activeModel, List.of(missing));
            names = new ObjectMapper()
                    .readTree(line.get(ScoringFixture.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .get("mdc");
        } finally {
            logger.removeHandler(handler);
        }

        // Then
        assertThat(names.get("frameId").asText()).isEqualTo(missing.frameId().toString());
        assertThat(names.get("campaign").asText()).isEqualTo(campaign.toString());
        assertThat(names.get("model").asText()).isEqualTo(activeModel);
    }

    /** Formats as the services do with {@code quarkus.log.console.json.enabled}. */
    private static final class JsonLine extends Handler {
        private final String text;
        private final CompletableFuture<String> line;

        JsonLine(UUID frame, CompletableFuture<String> line) {
            this.text = frame.toString();
            this.line = line;
            setFormatter(new JsonFormatter());
        }

        @Override
        public void publish(LogRecord logged) {
            String json = getFormatter().format(logged);
            if (json.contains(text)) {
                line.complete(json);
            }
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
