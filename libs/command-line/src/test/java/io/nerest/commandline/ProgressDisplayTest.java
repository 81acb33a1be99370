package io.nerest.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<String> lines = new ArrayList<>();

    @Test
    void withoutATerminalALineEveryFifteenSecondsGivesPercentageSpeedAndTimeLeft() {
        try (ProgressDisplay display = display()) {
            for (int step = 1; step <= 8; step++) {
                clock.addAndGet(Duration.ofSeconds(5).toNanos());
                display.stepTo(step, "loss " + step);
            }
        }

        assertThat(lines)
                .containsExactly(
                        "training: 3/8 batches (37 %), 0.2 batches/s, 00:25 left, loss 3",
                        "training: 6/8 batches (75 %), 0.2 batches/s, 00:10 left, loss 6",
                        "training: 8/8 batches in 40.0 s");
    }

    @Test
    void shortWorkPrintsOnlyItsEnd() {
        try (ProgressDisplay display = display()) {
            for (int step = 0; step < 8; step++) {
                display.step();
            }
        }

        assertThat(lines).containsExactly("training: 8/8 batches in 0.0 s");
    }

    @Test
    void timesHaveHoursOnlyIfNeeded() {
        assertThat(ProgressDisplay.time(59.6)).isEqualTo("01:00");
        assertThat(ProgressDisplay.time(3_723)).isEqualTo("1:02:03");
    }

    private ProgressDisplay display() {
        return ProgressDisplay.lines("training", "batches", 8, lines::add, clock::get);
    }
}
