package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.training.batch.BatchSource;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.training.network.LossComponents;
import io.nerest.training.network.OptimizerStep;
import io.nerest.training.run.TrainingResult.End;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
    private static final int BATCHES = 5;

    @TempDir
    private Path project;

    private RunFolder folder;
    private final List<EpochReport> reports = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Integer> epochsStarted = new ArrayList<>();
    private int cancelAfterBatches = Integer.MAX_VALUE;
    private int validations;
    private float validationRise;
    private Optional<FineTuningRecipe> recipe = Optional.empty();

    /** The weight that detects the object exactly; every weight does if it is not a number. */
    private float exact = Float.NaN;

    private ScriptedNetwork trained = new ScriptedNetwork(-1);

    @BeforeEach
    void makeFolder() throws IOException {
        folder = RunFolder.create(
                TrainingArguments.parse(Map.of("project", project.toString())).run());
    }

    @Test
    void aStepIsMadeOfAsManyBatchesAsTheNominalBatchAsksFor() throws Exception {
        ScriptedNetwork network = new ScriptedNetwork(-1);

        run(network, RunProgress.NONE, "epochs", "4", "warmup_epochs", "0", "batch", "16", "nbs", "64");

        assertThat(network.batchesPerStep).containsExactly(4, 4, 4, 4, 4);
    }

    @Test
    void everyStepHasTheRatesOfItsBatch() throws Exception {
        ScriptedNetwork network = new ScriptedNetwork(-1);

        run(network, RunProgress.NONE, "epochs", "2", "warmup_epochs", "0", "batch", "64", "optimizer", "SGD");

        assertThat(network.steps).hasSize(10);
        assertThat(network.steps.get(4).lrDecay()).isEqualTo(0.01);
        assertThat(network.steps.get(5).lrDecay()).isCloseTo(0.01 * (0.5 * 0.99 + 0.01), within(1e-12));
        assertThat(network.steps.stream().map(OptimizerStep::emaDecay))
                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, 10)
                        .mapToObj(Schedule::emaDecay)
                        .toList());
    }

    @Test
    void aFinishedRunLeavesItsWeightsAndARowAnEpoch() throws Exception {
        TrainingResult result = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "3", "save_period", "2");

        assertThat(result.end()).isEqualTo(End.FINISHED);
        assertThat(result.epochs()).isEqualTo(3);
        assertThat(result.best()).isPresent();
        List<String> rows = Files.readAllLines(folder.results());
        assertThat(rows.get(0))
                .isEqualTo("epoch,time,train/box_loss,train/cls_loss,train/dfl_loss,metrics/precision(B),"
                        + "metrics/recall(B),metrics/mAP50(B),metrics/mAP50-95(B),val/box_loss,val/cls_loss,"
                        + "val/dfl_loss,lr/pg0,lr/pg1,lr/pg2,metrics/F1(B),overfitting");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(3)).startsWith("3,");
        assertThat(folder.last()).exists();
        assertThat(folder.best()).exists();
        assertThat(folder.ofEpoch(2)).exists();
        assertThat(folder.ofEpoch(1)).doesNotExist();
        assertThat(folder.resumeState()).doesNotExist();
    }

    @Test
    void overfittingIsWarnedOfOnceAndFlaggedInEveryEpochOfTheTableAndTheEvents() throws Exception {
        validationRise = 0.2f;

        run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "7", "batch", "64");

        assertThat(notes)
                .filteredOn(note -> note.contains("over-fitting"))
                .singleElement()
                .satisfies(
                        note -> assertThat(note)
                                .startsWith(
                                        "WARNING epoch 5: over-fitting: in the last 5 validated epochs the training loss fell"));
        assertThat(reports.stream()
                        .map(report ->
                                report.validation().orElseThrow().overfitting().isPresent()))
                .containsExactly(false, false, false, false, true, true, true);
        List<String> rows = Files.readAllLines(folder.results());
        assertThat(rows.get(4)).endsWith(",1,0");
        assertThat(rows.get(5)).endsWith(",1,1");
        assertThat(ResultsTable.values(reports.get(4)))
                .containsEntry("overfitting", 1.0)
                .containsEntry("metrics/F1(B)", 1.0);
    }

    @Test
    void aTableOfAnEarlierVersionKeepsItsColumnsWhenItsRunIsResumed() throws Exception {
        Files.writeString(folder.results(), "epoch,metrics/recall(B)\n1,0.5\n");

        run(new ScriptedNetwork(-1), new RunProgress(1, 5, 4, 0, 0, 1), "epochs", "2");

        assertThat(Files.readAllLines(folder.results())).containsExactly("epoch,metrics/recall(B)", "1,0.5", "2,1");
    }

    @Test
    void a__na_n_loss_stops_the_run_with_the_files_named_and_the_last_weights_kept() {
        ScriptedNetwork network = new ScriptedNetwork(BATCHES + 2);

        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> run(network, RunProgress.NONE, "epochs", "3"))
                .withMessageContaining("epoch 2, batch 3: the loss is not finite (box NaN, cls 2.0, dfl 3.0)")
                .withMessageContaining("two.jpg")
                .withMessageContaining(folder.last().toString());
        assertThat(folder.last()).exists();
        assertThat(folder.resumeState()).exists();
    }

    @Test
    void aRunWithoutABetterEpochStopsWhenPatienceIsExhausted() throws Exception {
        TrainingResult result = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "50", "patience", "3");

        assertThat(result.end()).isEqualTo(End.PATIENCE);
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(result.epochs()).isEqualTo(4);
    }

    @Test
    void withoutValidationOnlyTheLastEpochIsValidated() throws Exception {
        TrainingResult result = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "3", "val", "False");

        assertThat(validations).isEqualTo(1);
        assertThat(result.bestEpoch()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.results()).get(1)).contains(",,,,,,,");
    }

    @Test
    void aCancelledRunCanBeResumedAfterItsLastFinishedEpoch() throws Exception {
        cancelAfterBatches = BATCHES + 3;
        TrainingResult cancelled = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "3", "batch", "64");
        assertThat(cancelled.end()).isEqualTo(End.CANCELLED);
        assertThat(cancelled.epochs()).isEqualTo(1);

        cancelAfterBatches = Integer.MAX_VALUE;
        ResumeState state = ResumeState.read(folder.resumeState());
        ScriptedNetwork again = new ScriptedNetwork(-1);
        again.restore(state.weights(), state.ema(), state.optimizer());
        TrainingResult resumed = run(again, state.progress(), "epochs", "3", "batch", "64");

        assertThat(resumed.end()).isEqualTo(End.FINISHED);
        assertThat(resumed.epochs()).isEqualTo(3);
        assertThat(epochsStarted).containsExactly(0, 1, 1, 2);
        assertThat(again.steps.get(0).emaDecay()).isEqualTo(Schedule.emaDecay(BATCHES + 1));
        assertThat(Files.readAllLines(folder.results())).hasSize(4);
        assertThat(SafetensorsFile.read(folder.last()).tensor("w").orElseThrow().toFloats()[0])
                .isEqualTo(uninterrupted());
    }

    @Test
    void aFineTuningThatIsNotBetterReturnsTheBaseAsEpochZero() throws Exception {
        exact = 0;
        recipe = tuned();

        TrainingResult result = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "3", "finetune", "auto");

        assertThat(result.bestEpoch()).isZero();
        assertThat(weight(folder.best())).isZero();
        assertThat(weight(folder.last())).isPositive();
        assertThat(notes).anySatisfy(note -> assertThat(note).startsWith("epoch 0, the base: mAP50 0.9"));
        assertThat(folder.base()).doesNotExist();
    }

    @Test
    void theBestInterpolationOfBaseAndLastEpochIsReturned() throws Exception {
        TrainingResult before = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "1", "batch", "64");
        float last = weight(before.folder().last());
        makeFolder();
        exact = last / 4;
        recipe = tuned();

        TrainingResult result = run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "1", "batch", "64");

        assertThat(weight(folder.best())).isCloseTo(last / 4, within(1e-6f));
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(result.best().orElseThrow().all().map50To95()).isGreaterThan(0.99);
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .startsWith("25 % of epoch 1 and 75 % of the base")
                        .endsWith("best"));
    }

    @Test
    void aResumedFineTuningComparesWithTheSameBase() throws Exception {
        exact = 0;
        recipe = tuned();
        cancelAfterBatches = BATCHES + 3;
        run(new ScriptedNetwork(-1), RunProgress.NONE, "epochs", "3", "batch", "64");
        cancelAfterBatches = Integer.MAX_VALUE;
        ResumeState state = ResumeState.read(folder.resumeState());
        ScriptedNetwork again = new ScriptedNetwork(-1);
        again.restore(state.weights(), state.ema(), state.optimizer());

        TrainingResult resumed = run(again, state.progress(), "epochs", "3", "batch", "64");

        assertThat(resumed.bestEpoch()).isZero();
        assertThat(weight(folder.best())).isZero();
    }

    private static Optional<FineTuningRecipe> tuned() {
        return FineTuningRecipe.of(TrainingArguments.parse(Map.of("finetune", "auto")), 8);
    }

    private static float weight(Path file) throws IOException {
        return SafetensorsFile.read(file).tensor("w").orElseThrow().toFloats()[0];
    }

    private float uninterrupted() throws Exception {
        ScriptedNetwork network = new ScriptedNetwork(-1);
        makeFolder();
        run(network, RunProgress.NONE, "epochs", "3", "batch", "64");
        return SafetensorsFile.read(folder.last()).tensor("w").orElseThrow().toFloats()[0];
    }

    private TrainingResult run(ScriptedNetwork network, RunProgress start, String... given) throws Exception {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            all.put(given[i], given[i + 1]);
        }
        trained = network;
        TrainingArguments arguments = TrainingArguments.parse(all);
        Schedule schedule =
                new Schedule(arguments.optimization(), ChosenOptimizer.of(arguments.optimization(), 100, 1), BATCHES);
        ResultsTable results = start.epochs() == 0
                ? ResultsTable.create(folder.results())
                : ResultsTable.resume(folder.results(), start.epochs());
        Checkpoints checkpoints = new Checkpoints(folder, arguments.run().savePeriod(), Map.of());
        try (RunEvents events = new RunEvents(folder)) {
            TrainingLoop.RunOutput output =
                    new TrainingLoop.RunOutput(folder, checkpoints, results, events, RunFigures.NONE, new Follower());
            return new TrainingLoop(arguments, network, new Batches(), schedule, this::validate, output, start, recipe)
                    .run();
        }
    }

    /** Without an exact weight the same detections every time, so that no epoch is better than the first. */
    private EpochReport.Validation validate(boolean draw) {
        validations += draw ? 0 : 1;
        Box box = new Box(1, 1, 20, 20);
        float ema = trained.emaWeights().tensor("w").orElseThrow().toFloats()[0];
        float shift = Float.isNaN(exact) ? 0 : 4 * Math.abs(ema - exact);
        Box found = new Box(1 + shift, 1, 20 + shift, 20);
        DetectionMetrics metrics = new DetectionMetrics(List.of("fish"));
        metrics.add("stream", List.of(new GroundTruth(box, 0)), List.of(new Detection(found, .9f, 0)));
        return new EpochReport.Validation(
                metrics.report(), new LossComponents(1 + validationRise * validations, 2, 3), 0.1);
    }

    private final class Follower implements TrainingListener {
        private int batches;

        @Override
        public void note(String line) {
            notes.add(line);
        }

        @Override
        public void batchDone(BatchProgress progress) {
            batches++;
        }

        @Override
        public void epochDone(EpochReport report) {
            reports.add(report);
        }

        @Override
        public boolean cancelled() {
            return batches >= cancelAfterBatches;
        }
    }

    private final class Batches implements BatchSource {
        private final ByteBuffer pixels = ByteBuffer.allocateDirect(3 * 32 * 32);

        @Override
        public int batchesPerEpoch() {
            return BATCHES;
        }

        @Override
        public void startEpoch(int epoch) {
            epochsStarted.add(epoch);
        }

        @Override
        public TrainingBatch next() {
            return new TrainingBatch(pixels, 1, 32, new float[6], List.of("one.jpg", "two.jpg"), () -> {});
        }

        @Override
        public long nanosWaited() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
