package io.nerest.selector.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CampaignWorkerTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CampaignSignal signal = new CampaignSignal();
    private final AtomicInteger passes = new AtomicInteger();
    private CampaignWorker worker = new CampaignWorker(signal, passes::incrementAndGet, NEVER);

    @AfterEach
    void stop() throws Exception {
        worker.stop(LIMIT);
    }

    private void awaitPasses(int atLeast) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> passes.get() >= atLeast);
    }

    @Test
    void aSignalStartsAPassBeforeTheInterval() {
        worker.start();
        awaitPasses(1);

        signal.raise();

        awaitPasses(2);
    }

    @Test
    void withoutASignalAPassStartsAfterTheInterval() {
        worker = new CampaignWorker(signal, passes::incrementAndGet, Duration.ofMillis(30));

        worker.start();

        awaitPasses(3);
    }

    @Test
    void manySignalsShareFewPasses() {
        worker.start();
        awaitPasses(1);
        long started = System.nanoTime();

        for (int i = 0; i < 10_000; i++) {
            signal.raise();
        }

        awaitPasses(2);
        long millis = (System.nanoTime() - started) / 1_000_000;
        assertThat(passes.get()).isLessThanOrEqualTo(3 + (int) (millis / 20));
    }

    @Test
    void aFailedPassDoesNotEndTheWorker() {
        worker = new CampaignWorker(
                signal,
                () -> {
                    if (passes.incrementAndGet() == 1) {
                        throw new IllegalStateException("the database does not answer");
                    }
                },
                NEVER);
        worker.start();
        awaitPasses(1);

        signal.raise();

        awaitPasses(2);
    }
}
