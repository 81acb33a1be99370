package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.run.TrainingRun;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainingLogTest {
    @Inject
    ObjectStore store;

    @Test
    void aJsonLogLineOfATrainingNamesCampaignAndModel() throws Exception {
        try (TrainerFixture trainer = new TrainerFixture()) {
            // Given
            TrainingRequested request =
                    new SnapshotFixture(store, trainer.awaitBase().modelId()).request(TINY);
            CompletableFuture<String> line = new CompletableFuture<>();
            Logger logger = Logger.getLogger(TrainingRun.class.getName());
            Handler handler = new JsonLine(request.trainingId().toString(), line);
            logger.addHandler(handler);

            // When
            JsonNode names;
            try {
                trainer.request(request);
                names = new ObjectMapper()
                        .readTree(line.get(TrainerFixture.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .get("mdc");
            } finally {
                logger.removeHandler(handler);
            }
            trainer.awaitState(request, State.FINISHED);

            // Then
            assertThat(names.get("campaign").asText())
                    .isEqualTo(request.campaignId().toString());
            assertThat(names.get("model").asText())
                    .startsWith("r1-")
                    .contains(request.trainingId().toString().substring(0, 13));
        }
    }

    /** Formats as the services do with {@code quarkus.log.console.json.enabled}. */
    private static final class JsonLine extends Handler {
        private final String text;
        private final CompletableFuture<String> line;

        JsonLine(String text, CompletableFuture<String> line) {
            this.text = text;
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
