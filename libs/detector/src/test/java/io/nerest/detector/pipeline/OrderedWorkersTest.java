package io.nerest.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.pipeline.OrderedWorkers.Results;
import io.nerest.detector.pipeline.OrderedWorkers.Task;
import io.nerest.detector.pipeline.OrderedWorkers.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedWorkersTest {
    private static final int WORKERS = 3;

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> discarded = new ArrayList<>();
    private int mostRunning;

    @Test
    void resultsComeInTheOrderOfTheTasksAndFewAreHeld() throws Exception {
        OrderedWorkers.run(WORKERS, tasks(40, -1), results(-1));

        assertThat(taken).hasSize(40).isSorted();
        assertThat(discarded).isEmpty();
        assertThat(mostRunning).isEqualTo(WORKERS + 2);
    }

    @Test
    void failedTaskEndsTheRunWithItsReasonAndReleasesAllResources() {
        assertThatThrownBy(() -> OrderedWorkers.run(WORKERS, tasks(40, 7), results(-1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("task 7");

        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(taken.size() + 1 + discarded.size() + abandoned.get()).isEqualTo(made.get());
    }

    @Test
    void aResultThatCannotBeWrittenEndsItLikewise() {
        assertThatThrownBy(() -> OrderedWorkers.run(WORKERS, tasks(40, -1), results(5)))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");

        assertThat(taken.size() + 1 + discarded.size() + abandoned.get()).isEqualTo(made.get());
    }

    private Tasks<Integer> tasks(int count, int failing) {
        return () -> {
            if (made.get() == count) {
                return Optional.empty();
            }
            int number = made.getAndIncrement();
            mostRunning = Math.max(mostRunning, made.get() - taken.size());
            return Optional.of(new Task<Integer>() {
                @Override
                public Integer run() {
                    if (number == failing) {
                        throw new IllegalArgumentException("task " + number);
                    }
                    pause(number % 3);
                    return number;
                }

                @Override
                public void abandon() {
                    abandoned.incrementAndGet();
                }
            });
        };
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Results<Integer> results(int failing) {
        return new Results<>() {
            @Override
            public void accept(Integer result) throws IOException {
                if (result == failing) {
                    throw new IOException("the disk is full");
                }
                taken.add(result);
            }

            @Override
            public void discard(Integer result) {
                discarded.add(result);
            }
        };
    }
}
