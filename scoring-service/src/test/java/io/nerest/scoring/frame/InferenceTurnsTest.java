package io.nerest.scoring.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InferenceTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int BATCH = 8;

    private final AtomicBoolean backlog = new AtomicBoolean();
    private final AtomicInteger requested = new AtomicInteger();

    private CompletableFuture<Void> requests(InferenceTurns turns, int batches) {
        return CompletableFuture.runAsync(() -> {
            for (int batch = 0; batch < batches; batch++) {
                try {
                    turns.await(BATCH);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                requested.addAndGet(BATCH);
            }
        });
    }

    @Test
    void withoutNewFramesRequestsDoNotWait() throws Exception {
        requests(new InferenceTurns(backlog::get, 0, LONG), 100).get(10, TimeUnit.SECONDS);

        assertThat(requested).hasValue(100 * BATCH);
    }

    @Test
    @SuppressWarnings("try") // the batch is closed, not used
    void whileNewFramesWaitRequestsGetTheirShareAndTheRestWhenNoneWait() throws Exception {
        backlog.set(true);
        InferenceTurns turns = new InferenceTurns(backlog::get, 0.1, LONG);
        CompletableFuture<Void> requests = requests(turns, 100);

        for (int batch = 0; batch < 180; batch++) {
            try (InferenceTurns.NewFrames unused = turns.begin()) {
                turns.scored(BATCH);
            }
            int due = batch * BATCH / 9;
            await().pollInterval(Duration.ofMillis(1)).until(() -> requested.get() >= due - BATCH);
            assertThat(requested.get()).isLessThanOrEqualTo(due + BATCH);
        }
        assertThat((double) requested.get() / (requested.get() + 180 * BATCH)).isCloseTo(0.1, within(0.02));
        backlog.set(false);
        requests.get(10, TimeUnit.SECONDS);

        assertThat(requested).hasValue(100 * BATCH);
    }

    @Test
    void aRequestGoesOnAfterTheLongestWait() throws Exception {
        backlog.set(true);

        requests(new InferenceTurns(backlog::get, 0, Duration.ofMillis(20)), 3).get(10, TimeUnit.SECONDS);

        assertThat(requested).hasValue(3 * BATCH);
    }
}
