package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.arguments.training.OptimizationArguments;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.architecture.Architectures;
import io.nerest.training.network.OptimizerKind;
import io.nerest.training.network.OptimizerStep;
import io.nerest.training.torchscript.StateLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int BATCHES = 50;

    @Test
    void warmUpLastsItsEpochsButAtLeast100Batches() {
        assertThat(schedule(Map.of("warmup_epochs", "3"), BATCHES).warmupBatches())
                .isEqualTo(150);
        assertThat(schedule(Map.of("warmup_epochs", "3"), 13).warmupBatches()).isEqualTo(100);
        assertThat(schedule(Map.of("warmup_epochs", "0"), BATCHES).warmupBatches())
                .isZero();
    }

    @Test
    void ratesRiseFromZeroAndThoseOfBiasesFallFromTheirs() {
        Schedule schedule = schedule(Map.of("optimizer", "SGD", "epochs", "100"), BATCHES);

        OptimizerStep first = schedule.step(0, 0);
        OptimizerStep half = schedule.step(75, 0);
        OptimizerStep warm = schedule.step(150, 0);

        assertThat(first.lrDecay()).isZero();
        assertThat(first.lrNoDecay()).isZero();
        assertThat(first.lrBias()).isEqualTo(0.1);
        assertThat(first.momentum()).isEqualTo(0.8);
        double epoch1 = 0.01 * (0.99 * 0.99 + 0.01);
        assertThat(half.lrDecay()).isCloseTo(epoch1 / 2, within(1e-12));
        assertThat(half.lrBias()).isCloseTo((0.1 + epoch1) / 2, within(1e-12));
        assertThat(half.momentum()).isCloseTo((0.8 + 0.937) / 2, within(1e-12));
        double epoch3 = 0.01 * (0.97 * 0.99 + 0.01);
        assertThat(warm.lrDecay()).isCloseTo(epoch3, within(1e-12));
        assertThat(warm.lrBias()).isCloseTo(epoch3, within(1e-12));
        assertThat(warm.momentum()).isCloseTo(0.937, within(1e-12));
    }

    @Test
    void accumulationRisesFromOneToTheNominalBatch() {
        Schedule schedule = schedule(Map.of("batch", "16", "nbs", "64"), BATCHES);

        assertThat(schedule.accumulate(0)).isEqualTo(1);
        assertThat(schedule.accumulate(75)).isEqualTo(2);
        assertThat(schedule.accumulate(149)).isEqualTo(4);
        assertThat(schedule.accumulate(10_000)).isEqualTo(4);
        assertThat(schedule(Map.of("batch", "128"), BATCHES).accumulate(10_000)).isEqualTo(1);
    }

    @Test
    void theRateFallsInALineToLrfOrAlongACosine() {
        Schedule line = schedule(Map.of("epochs", "10", "lrf", "0.2"), BATCHES);
        Schedule cosine = schedule(Map.of("epochs", "10", "lrf", "0.2", "cos_lr", "True"), BATCHES);

        assertThat(line.rateFactor(0)).isEqualTo(1);
        assertThat(line.rateFactor(5)).isCloseTo(0.6, within(1e-12));
        assertThat(line.rateFactor(10)).isCloseTo(0.2, within(1e-12));
        assertThat(cosine.rateFactor(0)).isEqualTo(1);
        assertThat(cosine.rateFactor(2)).isCloseTo(1 - 0.8 * (1 - Math.cos(0.2 * Math.PI)) / 2, within(1e-12));
        assertThat(cosine.rateFactor(10)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void weightDecayIsScaledToTheImagesAStepStandsFor() {
        assertThat(schedule(Map.of("batch", "16"), BATCHES).weightDecay()).isCloseTo(5e-4, within(1e-12));
        assertThat(schedule(Map.of("batch", "128"), BATCHES).weightDecay()).isCloseTo(1e-3, within(1e-12));
        assertThat(schedule(Map.of("batch", "24"), BATCHES).weightDecay()).isCloseTo(5e-4 * 72 / 64, within(1e-12));
    }

    @Test
    void theAverageOverPastWeightsKeepsLittleAtFirst() {
        assertThat(Schedule.emaDecay(1)).isCloseTo(0.9999 * (1 - Math.exp(-1 / 2000.0)), within(1e-12));
        assertThat(Schedule.emaDecay(100_000)).isCloseTo(0.9999, within(1e-9));
        assertThat(schedule(Map.of(), BATCHES).step(0, 6).emaDecay()).isEqualTo(Schedule.emaDecay(7));
    }

    @Test
    void auto_takes__adam_w_for_short_runs_and__s_g_d_for_long_ones_and_says_so() {
        OptimizationArguments arguments =
                TrainingArguments.parse(Map.of("epochs", "60")).optimization();

        ChosenOptimizer small = ChosenOptimizer.of(arguments, 205, 3);
        ChosenOptimizer large = ChosenOptimizer.of(arguments, 100_000, 80);

        assertThat(small.kind()).isEqualTo(OptimizerKind.ADAMW);
        assertThat(small.lr()).isEqualTo(0.001429);
        assertThat(small.momentum()).isEqualTo(0.9);
        assertThat(small.warmupBiasLr()).isZero();
        assertThat(small.announcement())
                .contains("auto chose AdamW(lr=0.001429, momentum=0.9)", "240 steps", "lr0=0.01");
        assertThat(large.kind()).isEqualTo(OptimizerKind.SGD);
        assertThat(large.lr()).isEqualTo(0.01);
        assertThat(large.announcement()).contains("auto chose SGD");
    }

    @Test
    void aNamedOptimizerKeepsTheRatesItWasGiven() {
        ChosenOptimizer chosen = ChosenOptimizer.of(
                TrainingArguments.parse(Map.of("optimizer", "adamw", "lr0", "0.003", "momentum", "0.85"))
                        .optimization(),
                205,
                3);

        assertThat(chosen.kind()).isEqualTo(OptimizerKind.ADAMW);
        assertThat(chosen.lr()).isEqualTo(0.003);
        assertThat(chosen.momentum()).isEqualTo(0.85);
        assertThat(chosen.warmupBiasLr()).isEqualTo(0.1);
    }

    @Test
    void everyOptimizerCanBeNamedAndOnlyAVelocityIsWarmedUp() {
        for (String name : List.of("SGD", "Adam", "AdamW", "NAdam", "RAdam", "RMSProp")) {
            OptimizationArguments arguments =
                    TrainingArguments.parse(Map.of("optimizer", name)).optimization();
            ChosenOptimizer chosen = ChosenOptimizer.of(arguments, 205, 3);

            assertThat(chosen.kind().name()).isEqualToIgnoringCase(name);
            assertThat(chosen.announcement()).startsWith("optimizer: " + name + "(");
            assertThat(new Schedule(arguments, chosen, BATCHES).step(0, 0).momentum())
                    .isEqualTo(name.equals("SGD") || name.equals("RMSProp") ? 0.8 : 0.937);
        }
    }

    @Test
    void theParameterGroupsOfARunAreWeightsWithoutDecayWithDecayAndBiases() {
        StateLayout layout = new StateLayout(Architectures.describe("yolov8n", 3), 0);

        assertThat(ParameterGroups.of(layout).announcement(0.0005))
                .isEqualTo("parameter groups: 57 weight(decay=0.0), 63 weight(decay=5.0E-4), 63 bias(decay=0.0);"
                        + " 3,011,417 values are trained");
    }

    @Test
    void aRunStopsWhenItsPatienceIsExhausted() {
        Patience patience = new Patience(2, -1, 0);

        assertThat(patience.isBest(0, 0.3)).isTrue();
        assertThat(patience.isBest(1, 0.3)).isFalse();
        assertThat(patience.isExhausted(1)).isFalse();
        assertThat(patience.isBest(2, 0.2)).isFalse();
        assertThat(patience.isExhausted(2)).isTrue();
        assertThat(new Patience(0, -1, 0).isExhausted(10_000)).isFalse();
    }

    private static Schedule schedule(Map<String, String> given, int batchesPerEpoch) {
        OptimizationArguments arguments = TrainingArguments.parse(given).optimization();
        return new Schedule(arguments, ChosenOptimizer.of(arguments, 100_000, 1), batchesPerEpoch);
    }
}
