package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.scoring.ModelSender;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class ModelReadinessTest {
    private static String reason(HealthCheckResponse response) {
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        return response.getData().orElseThrow().get("reason").toString();
    }

    @Test
    void aPodWithoutAnyModelIsNotReadyAndSaysWhatIsMissingAndWhatToDo() {
        assertThat(reason(ModelReadiness.response(Optional.empty(), Optional.empty())))
                .contains("no model is known", "base checkpoint", "/api/models/republish");
    }

    @Test
    void aPodThatLoadsItsFirstModelIsNotReadyAndNamesIt() {
        ModelPublished model = ModelSender.published(
                "first",
                ModelStatus.BASE,
                new ModelSender.Weights(new ObjectRef("nerest", "models/first", "etag", 1), "0".repeat(64)),
                96);

        assertThat(reason(ModelReadiness.response(Optional.empty(), Optional.of(model))))
                .contains("first", "not loaded yet");
    }

    @Test
    void aPodWithAnActiveModelIsReady() {
        assertThat(ModelReadiness.response(Optional.of("live"), Optional.empty())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.Status.UP);
    }
}
