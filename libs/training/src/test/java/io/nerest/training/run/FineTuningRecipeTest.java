package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.arguments.training.OptimizerChoice;
import io.nerest.arguments.training.TrainingArguments;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FineTuningRecipeTest {
    private static final TrainingArguments AUTO = TrainingArguments.parse(Map.of("finetune", "auto", "imgsz", "320"));

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 17, 32, 64, 128, 200, 201, 500})
    void theNumberOfStepsDependsLittleOnTheNumberOfLabels(int labels) {
        FineTuningRecipe recipe = FineTuningRecipe.of(AUTO, labels).orElseThrow();

        int steps = (labels * recipe.repeats() + recipe.batch() - 1) / recipe.batch();
        assertThat(steps).isBetween(recipe.stepsPerEpoch(), recipe.stepsPerEpoch() + labels / recipe.batch() + 1);
        assertThat(recipe.announcement(AUTO)).contains(labels + " labels", steps + " steps", "epoch 0");
    }

    @Test
    void moreThanFiveHundredLabelsUseTheArgumentsAsGiven() {
        assertThat(FineTuningRecipe.of(AUTO, 501)).isEmpty();
    }

    @Test
    void withoutFinetuneTheReferenceIsFollowed() {
        assertThat(FineTuningRecipe.of(TrainingArguments.parse(Map.of()), 8)).isEmpty();
        assertThat(FineTuningRecipe.of(TrainingArguments.parse(Map.of("finetune", "none")), 8))
                .isEmpty();
    }

    @Test
    void aLowerNumberOfEpochsAndTheOtherArgumentsAreKept() {
        TrainingArguments given = AUTO.with(Map.of("epochs", "2", "seed", "7", "fliplr", "0"));

        TrainingArguments applied = FineTuningRecipe.of(given, 8).orElseThrow().applyTo(given);

        assertThat(applied.optimization().epochs()).isEqualTo(2);
        assertThat(applied.optimization().optimizer()).isEqualTo(OptimizerChoice.ADAMW);
        assertThat(applied.optimization().imgsz()).isEqualTo(320);
        assertThat(applied.run().seed()).isEqualTo(7);
        assertThat(applied.augmentation().fliplr()).isZero();
        assertThat(applied.augmentation().mosaic()).isZero();
    }

    @Test
    void aResumedRunHasTheSameRecipe() {
        TrainingArguments applied = FineTuningRecipe.of(AUTO, 32).orElseThrow().applyTo(AUTO);

        assertThat(FineTuningRecipe.of(applied, 32).orElseThrow().applyTo(applied))
                .isEqualTo(applied);
    }

    @Test
    void theWarmUpAndTheAverageAreThoseOfTheRecipe() {
        FineTuningRecipe recipe = FineTuningRecipe.of(AUTO, 32).orElseThrow();
        TrainingArguments applied = recipe.applyTo(AUTO);
        Schedule schedule = new Schedule(
                applied.optimization(), ChosenOptimizer.of(applied.optimization(), 32, 1), 20, Optional.of(recipe));

        assertThat(schedule.step(0, 0).lrDecay()).isZero();
        assertThat(schedule.step(0, 0).lrBias()).isZero();
        assertThat(schedule.step(recipe.warmupSteps(), 9).lrBias()).isEqualTo(recipe.lr());
        assertThat(schedule.step(3, 3).emaDecay()).isEqualTo(recipe.emaDecay());
    }
}
