package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.scoring.ModelSender;
import io.nerest.testing.config.MappedConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads the real base checkpoint; a gate decides when a load continues. */
@Timeout(60)
class ModelCacheTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch loading = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private final ModelCache cache = new ModelCache(this::load, config(1));

    private static ModelConfig config(int maxLoaded) {
        return MappedConfig.of(
                ModelConfig.class, Map.of("nerest.scoring.models.max-loaded", String.valueOf(maxLoaded)));
    }

    private LoadedModel load(ModelPublished model) throws IOException {
        loads.incrementAndGet();
        if (model.modelId().equals("gated")) {
            loading.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        Detector detector =
                Detector.load(ModelSender.baseCheckpoint(), DetectorOptions.DEFAULT.withImgsz(ModelSender.IMGSZ));
        return new LoadedModel(model.modelId(), detector, ModelSender.IMGSZ, 1, 1);
    }

    private void publish(String id) {
        cache.add(model(id));
    }

    private static ModelPublished model(String id) {
        ObjectRef file = new ObjectRef("nerest", "models/" + id, "etag", 1);
        return ModelSender.published(
                id, ModelStatus.CANDIDATE, new ModelSender.Weights(file, "0".repeat(64)), ModelSender.IMGSZ);
    }

    @AfterEach
    void close() {
        gate.countDown();
        cache.close();
    }

    private static List<?> predict(ModelCache.Lease lease) {
        try (DecodedImage image = DecodedImage.filled(96, 64, 0)) {
            return lease.model().detector().predict(List.of(image));
        }
    }

    @Test
    void theLoaderKnowsWhichModelsAreLoadedAfterEachLoad() throws Exception {
        List<List<String>> loaded = new ArrayList<>();
        ModelLoader loader = new ModelLoader() {
            @Override
            public LoadedModel load(ModelPublished model) throws IOException {
                return ModelCacheTest.this.load(model);
            }

            @Override
            public void loaded(List<ModelPublished> models) {
                loaded.add(models.stream().map(ModelPublished::modelId).toList());
            }
        };
        ModelCache watched = new ModelCache(loader, config(1));
        for (String id : List.of("first", "leased", "third")) {
            watched.add(model(id));
        }

        watched.acquire("first").close();
        try (ModelCache.Lease leased = watched.acquire("leased")) {
            assertThat(leased.model().modelId()).isEqualTo("leased");
            watched.acquire("third").close();
        }
        watched.close();

        assertThat(loaded).containsExactly(List.of("first"), List.of("leased"), List.of("leased", "third"));
    }

    @Test
    void aLoadedModelIsLeasedWhileAnotherIsLoaded() throws Exception {
        // Given
        publish("loaded");
        publish("gated");
        cache.acquire("loaded").close();
        CompletableFuture<ModelCache.Lease> gated = acquireInBackground("gated");
        loading.await();

        // When
        try (ModelCache.Lease lease = cache.acquire("loaded")) {
            assertThat(predict(lease)).hasSize(1);
            assertThat(gated).isNotDone();
        }
        gate.countDown();

        // Then
        try (ModelCache.Lease lease = gated.get()) {
            assertThat(lease.model().modelId()).isEqualTo("gated");
        }
    }

    @Test
    void aModelIsLoadedOnceIfTwoThreadsAcquireIt() throws Exception {
        publish("gated");
        CompletableFuture<ModelCache.Lease> first = acquireInBackground("gated");
        loading.await();
        CompletableFuture<ModelCache.Lease> second = acquireInBackground("gated");

        gate.countDown();

        assertThat(first.get().model()).isSameAs(second.get().model());
        assertThat(loads).hasValue(1);
    }

    private CompletableFuture<ModelCache.Lease> acquireInBackground(String id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return cache.acquire(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aLeasedModelStaysLoadedBeyondTheLimit() throws IOException {
        publish("first");
        publish("second");

        try (ModelCache.Lease first = cache.acquire("first");
                ModelCache.Lease second = cache.acquire("second")) {
            assertThat(predict(first)).hasSize(1);
            assertThat(predict(second)).hasSize(1);
        }
    }

    @Test
    void aSharedLeaseKeepsTheModelLoaded() throws IOException {
        publish("first");
        publish("second");
        ModelCache.Lease first = cache.acquire("first");

        try (ModelCache.Lease shared = first.share()) {
            first.close();
            first.close();
            cache.acquire("second").close();

            assertThat(predict(shared)).hasSize(1);
        }
    }

    @Test
    void theLeastRecentlyUsedModelIsEvictedWhenNobodyLeasesIt() throws IOException {
        publish("first");
        publish("second");
        cache.acquire("first").close();
        cache.acquire("second").close();

        cache.acquire("second").close();
        cache.acquire("first").close();

        assertThat(loads).hasValue(3);
    }

    @Test
    void anUnpublishedModelCannotBeAcquired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.acquire("missing"))
                .withMessageContaining("missing");
    }

    @Test
    void waitingEndsWhenTheModelIsPublishedOrTheLimitHasPassed() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> awaitPublished(Duration.ofMinutes(1)));

        publish("late");

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(cache.awaitPublished("missing", Duration.ofMillis(1))).isFalse();
    }

    private boolean awaitPublished(Duration limit) {
        try {
            return cache.awaitPublished("late", limit);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
