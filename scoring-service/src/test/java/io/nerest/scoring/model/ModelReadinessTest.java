package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.scoring.ModelSender;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelReadinessTest {
    @Test
    void aPodWithoutAnyModelSaysWhatIsMissingAndWhatToDo() {
        assertThat(ModelReadiness.reason(Optional.empty()))
                .contains("no model is known", "base checkpoint", "/api/models/republish");
    }

    @Test
    void aPodThatLoadsItsFirstModelNamesIt() {
        ModelPublished model = ModelSender.published(
                "first",
                ModelStatus.BASE,
                new ModelSender.Weights(new ObjectRef("nerest", "models/first", "etag", 1), "0".repeat(64)),
                96);

        assertThat(ModelReadiness.reason(Optional.of(model))).contains("first", "not loaded yet");
    }
}
