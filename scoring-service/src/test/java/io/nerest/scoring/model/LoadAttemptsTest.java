package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.scoring.ModelSender;
import io.nerest.testing.config.MappedConfig;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadAttemptsTest {
    private static final int MAX_UNKNOWN = 3;

    private Exception failure = new IllegalStateException("unknown defect");
    private final ModelCache cache = new ModelCache(this::fail, MappedConfig.of(ModelConfig.class, Map.of()));
    private final LoadAttempts attempts = new LoadAttempts(cache, MAX_UNKNOWN);

    private LoadedModel fail(ModelPublished model) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        throw (RuntimeException) failure;
    }

    private ModelHistory.Next publish(String id) {
        ObjectRef file = new ObjectRef("nerest", "models/" + id, "etag", 1);
        ModelPublished model =
                ModelSender.published(id, ModelStatus.PROMOTED, new ModelSender.Weights(file, "0".repeat(64)), 96);
        cache.add(model);
        return new ModelHistory.Next(model, (reason, cause) -> {});
    }

    private Class<? extends LoadResult> load(ModelHistory.Next next) {
        return attempts.load(next).getClass();
    }

    @Test
    void aModelIsRejectedAfterTheLastUnknownFailure() {
        ModelHistory.Next next = publish("a");

        assertThat(load(next)).isEqualTo(LoadResult.Failed.class);
        assertThat(load(next)).isEqualTo(LoadResult.Failed.class);
        assertThat(load(next)).isEqualTo(LoadResult.Rejected.class);
    }

    @Test
    void failuresOfAnotherModelDoNotCount() {
        ModelHistory.Next next = publish("a");
        load(next);
        load(next);

        assertThat(load(publish("b"))).isEqualTo(LoadResult.Failed.class);
        assertThat(load(next)).isEqualTo(LoadResult.Failed.class);
    }

    @Test
    void transientFailuresAreRetriedWithoutALimit() {
        failure = new IOException("the store is unreachable");
        ModelHistory.Next next = publish("a");

        for (int i = 0; i < 10 * MAX_UNKNOWN; i++) {
            assertThat(load(next)).isEqualTo(LoadResult.Failed.class);
        }
    }

    @Test
    void aModelThatCanNeverBeLoadedIsRejectedAtOnceWithTheReason() {
        failure = new UntrustedModelException("the weights differ");

        LoadResult result = attempts.load(publish("a"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        LoadResult.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo("the weights differ"));
    }
}
