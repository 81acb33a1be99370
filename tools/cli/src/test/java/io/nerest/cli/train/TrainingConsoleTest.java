package io.nerest.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.training.network.LossComponents;
import io.nerest.training.run.BatchProgress;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.ValidationProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingConsoleTest {
    private final StringWriter out = new StringWriter();
    private final TrainingConsole console = new TrainingConsole(new PrintWriter(out, true));

    @Test
    void anEpochIsALineInTheColumnsKnownFromUltralyticsWithSpeedAndTimeLeft() {
        epoch(new LossComponents(1.2346f, 0.5f, 12.5f), OptionalLong.of(2_345_000_000L));

        assertThat(out.toString().lines())
                .containsExactly(
                        "      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size",
                        "        1/4     2.345G      1.235        0.5       12.5         17        320: 9/9"
                                + " [31.2 images/s, 00:30 left]");
    }

    @Test
    void columnsStayApartWhateverTheLossesAre() {
        epoch(new LossComponents(7.111e-13f, 1.149e-6f, (float) 3.401e10), OptionalLong.empty());

        String line = out.toString().lines().skip(1).findFirst().orElseThrow();
        assertThat(line.substring(0, line.indexOf(':')).strip().split(" +", -1))
                .containsExactly("1/4", "-", "7.111e-13", "1.149e-06", "3.401e+10", "17", "320");
    }

    @Test
    void withoutATerminalALineEveryThirtySecondsGivesPercentageSpeedAndTimeLeft() {
        AtomicLong clock = new AtomicLong();
        TrainingConsole plain = new TrainingConsole(new PrintWriter(out, true), false, clock::get);
        for (int batch = 1; batch <= 7; batch++) {
            clock.addAndGet(Duration.ofSeconds(10).toNanos());
            plain.batchDone(new BatchProgress(2, 4, batch, 7, new LossComponents(1, 2, 3), batch * 16, 17, 320));
        }

        assertThat(out.toString().lines())
                .containsExactly(
                        "2/4: 42 %, 1.6 images/s, 00:40 left in this epoch, box 1 cls 2 dfl 3",
                        "2/4: 85 %, 1.6 images/s, 00:10 left in this epoch, box 1 cls 2 dfl 3");
    }

    @Test
    void aValidationShowsItsProgressAndLeavesNoLineOfItsOwnWhenItIsShort() {
        for (int batch = 1; batch <= 3; batch++) {
            console.validated(new ValidationProgress(batch, 3));
        }

        assertThat(out.toString()).isEmpty();
    }

    private void epoch(LossComponents losses, OptionalLong gpuBytes) {
        console.batchDone(new BatchProgress(1, 4, 9, 9, losses, 144, 17, 320));
        console.epochDone(
                new EpochReport(1, 4, 10, losses, Optional.empty(), List.of(0.1, 0.1, 0.1), 31.2, 0, gpuBytes, false));
    }
}
