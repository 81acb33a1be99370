package io.nerest.training.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.detector.torch.GpuMemory;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.BatchSource;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.network.LossComponents;
import io.nerest.training.network.OptimizerStep;
import io.nerest.training.network.TrainableNetwork;
import io.nerest.training.run.TrainingResult.End;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The loop over the epochs of a run: batches, optimiser steps, validation, checkpoints, early stopping. */
final class TrainingLoop {
    private static final double NANOS = 1e9;

    /** Number, counted from 0, of the base of a fine-tuning: one before the first epoch. */
    private static final int BASE_EPOCH = -1;

    private final TrainingArguments arguments;
    private final TrainableNetwork network;
    private final BatchSource batches;
    private final Schedule schedule;
    private final EpochValidator validator;
    private final RunFolder folder;
    private final RunOutput output;
    private final TrainingListener listener;
    private final Patience patience;
    private final Overfitting overfitting = new Overfitting();
    private final ComputeDevice device;
    private final Optional<FineTuningRecipe> recipe;
    private final double secondsBefore;
    private final long startedAt = System.nanoTime();

    private int epochsDone;
    private boolean overfits;
    private boolean overfittingBegins;
    private long steps;
    private long batchOfLastStep;
    private OptimizerStep lastStep;

    /**
     * @param start progress before this process
     * @param recipe of a fine-tuning
     */
    TrainingLoop(
            TrainingArguments arguments,
            TrainableNetwork network,
            BatchSource batches,
            Schedule schedule,
            EpochValidator validator,
            RunOutput output,
            RunProgress start,
            Optional<FineTuningRecipe> recipe) {
        this.arguments = arguments;
        this.network = network;
        this.batches = batches;
        this.schedule = schedule;
        this.validator = validator;
        this.folder = output.folder();
        this.output = output;
        this.device = DeviceChoice.of(arguments.run().device()).device();
        this.listener = output.listener();
        this.recipe = recipe;
        this.patience = new Patience(arguments.optimization().patience(), start.bestFitness(), start.bestEpoch());
        this.secondsBefore = start.seconds();
        this.epochsDone = start.epochs();
        this.steps = start.steps();
        this.batchOfLastStep = start.batchOfLastStep();
        this.lastStep = schedule.step(Math.max(0, batchOfLastStep), steps);
    }

    /**
     * The outputs of a run.
     *
     * @param folder of the run
     * @param checkpoints its weights
     * @param results its table
     * @param events for TensorBoard
     * @param figures drawn during the run
     * @param listener observer of the run
     */
    record RunOutput(
            RunFolder folder,
            Checkpoints checkpoints,
            ResultsTable results,
            RunEvents events,
            RunFigures figures,
            TrainingListener listener) {}

    /**
     * Runs all remaining epochs.
     *
     * @throws TrainingFailedException if the loss is not finite
     * @throws InterruptedException if the thread is interrupted; the results of the last finished epoch are kept
     */
    TrainingResult run() throws IOException, InterruptedException {
        listener.started(folder);
        Optional<FineTunedBase> base = recipe.isPresent() ? Optional.of(base()) : Optional.empty();
        End end = epochs(base);
        if (recipe.isPresent() && base.isPresent() && end != End.CANCELLED) {
            interpolate(recipe.get(), base.get());
        }
        Optional<DetectionReport> best = end == End.CANCELLED ? Optional.empty() : Optional.of(finish());
        TrainingResult result = new TrainingResult(
                folder, end, epochsDone, patience.bestEpoch() + 1, best, seconds(), batches.nanosWaited() / NANOS);
        listener.finished(result);
        return result;
    }

    /** Validates the base as epoch 0, or reads it in a resumed run. */
    private FineTunedBase base() throws IOException, InterruptedException {
        if (epochsDone > 0) {
            return FineTunedBase.read(folder.base());
        }
        Weights weights = network.emaWeights();
        DetectionReport report = validator.validate(false).report();
        FineTunedBase base = FineTunedBase.of(weights, report);
        base.write(folder.base());
        patience.isBest(BASE_EPOCH, report.fitness());
        output.checkpoints().keepBest(weights, 0);
        listener.note("epoch 0, the base: " + figures(report));
        return base;
    }

    /** Validates weights between the base and the last epoch. */
    private void interpolate(FineTuningRecipe tuning, FineTunedBase base) throws IOException, InterruptedException {
        Weights last = network.emaWeights();
        for (double share : tuning.interpolations()) {
            Weights mixed = base.towards(last, share);
            network.restore(network.weights(), mixed, network.optimizerState());
            DetectionReport report = validator.validate(false).report();
            boolean better = isBetter(report, epochsDone - 1, Optional.of(base));
            if (better) {
                output.checkpoints().keepBest(mixed, epochsDone);
            }
            listener.note("%s of epoch %d and %s of the base: %s%s"
                    .formatted(
                            percent(share), epochsDone, percent(1 - share), figures(report), better ? ", best" : ""));
        }
    }

    /** Whether an epoch is better than all before, and not worse than the base of a fine-tuning. */
    private boolean isBetter(DetectionReport report, int epoch, Optional<FineTunedBase> base) {
        return (base.isEmpty() || base.get().isMatchedBy(report)) && patience.isBest(epoch, report.fitness());
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String figures(DetectionReport report) {
        return String.format(
                Locale.ROOT,
                "mAP50 %.4f (mean of streams %.4f), mAP50-95 %.4f",
                report.all().map50(),
                report.streamMean().map50(),
                report.all().map50To95());
    }

    /** Validates the best weights again, for the figures, and ends the run. */
    private DetectionReport finish() throws IOException, InterruptedException {
        Weights best = SafetensorsFile.read(folder.best());
        network.restore(network.weights(), best, network.optimizerState());
        DetectionReport report = validator.validate(true).report();
        output.figures().finished(report);
        output.checkpoints().finish();
        return report;
    }

    private End epochs(Optional<FineTunedBase> base) throws IOException, InterruptedException {
        int epochs = arguments.optimization().epochs();
        while (epochsDone < epochs) {
            int epoch = epochsDone;
            if (arguments.run().val() && epoch > 0 && patience.isExhausted(epoch - 1)) {
                return End.PATIENCE;
            }
            long waitedBefore = batches.nanosWaited();
            long began = System.nanoTime();
            Optional<EpochLosses> trained = trainEpoch(epoch);
            if (trained.isEmpty()) {
                return End.CANCELLED;
            }
            double trainSeconds = (System.nanoTime() - began) / NANOS;
            boolean last = epoch == epochs - 1;
            Optional<EpochReport.Validation> validated = arguments.run().val() || last
                    ? Optional.of(judged(trained.get().losses(), validator.validate(false)))
                    : Optional.empty();
            boolean better = validated
                    .filter(found -> isBetter(found.report(), epoch, base))
                    .isPresent();
            epochsDone++;
            RunProgress progress = new RunProgress(
                    epochsDone, steps, batchOfLastStep, patience.bestFitness(), patience.bestEpoch(), seconds());
            EpochReport report = new EpochReport(
                    epochsDone,
                    epochs,
                    progress.seconds(),
                    trained.get().losses(),
                    validated,
                    List.of(lastStep.lrBias(), lastStep.lrDecay(), lastStep.lrNoDecay()),
                    trained.get().images() / trainSeconds,
                    (batches.nanosWaited() - waitedBefore) / NANOS,
                    GpuMemory.used(device),
                    better);
            output.results().append(report);
            output.events().epoch(report);
            output.checkpoints().keep(network, progress, better);
            listener.epochDone(report);
            validated.flatMap(EpochReport.Validation::overfitting).ifPresent(this::noteOnce);
        }
        return End.FINISHED;
    }

    private EpochReport.Validation judged(LossComponents train, EpochReport.Validation validation) {
        boolean before = overfits;
        overfits = overfitting.isShownBy(train, validation.losses());
        overfittingBegins = overfits && !before;
        return validation.with(overfitting.warning());
    }

    /** Logs a period of over-fitting at its first epoch; every epoch of it is flagged in the table and the events. */
    private void noteOnce(String warning) {
        if (overfittingBegins) {
            listener.note("WARNING epoch %d: %s".formatted(epochsDone, warning));
        }
    }

    private record EpochLosses(LossComponents losses, int images) {}

    /** Returns empty if the listener cancelled. */
    private Optional<EpochLosses> trainEpoch(int epoch) throws IOException, InterruptedException {
        int count = batches.batchesPerEpoch();
        MeanLosses mean = new MeanLosses();
        int images = 0;
        batches.startEpoch(epoch);
        for (int i = 0; i < count; i++) {
            long number = (long) epoch * count + i;
            try (TrainingBatch batch = batches.next()) {
                output.figures().trainBatch(number, batch);
                LossComponents losses = network.forwardBackward(batch);
                if (!losses.finite()) {
                    throw notANumber(
                            "box %s, cls %s, dfl %s".formatted(losses.box(), losses.cls(), losses.dfl()),
                            epoch,
                            i,
                            batch);
                }
                if (number - batchOfLastStep >= schedule.accumulate(number)) {
                    lastStep = schedule.step(number, steps);
                    float norm = network.step(lastStep);
                    if (!Float.isFinite(norm)) {
                        throw notANumber("gradient norm " + norm, epoch, i, batch);
                    }
                    steps++;
                    batchOfLastStep = number;
                }
                mean.add(losses);
                images += batch.count();
                listener.batchDone(new BatchProgress(
                        epoch + 1,
                        arguments.optimization().epochs(),
                        i + 1,
                        count,
                        mean.mean(),
                        images,
                        batch.objects(),
                        batch.imgsz()));
            }
            if (listener.cancelled()) {
                return Optional.empty();
            }
        }
        return Optional.of(new EpochLosses(mean.mean(), images));
    }

    private TrainingFailedException notANumber(String what, int epoch, int batch, TrainingBatch of) {
        String kept = epochsDone == 0
                ? "no epoch was finished, so there are no weights"
                : folder.last() + " holds the weights of epoch " + epochsDone;
        return new TrainingFailedException("epoch %d, batch %d: the loss is not finite (%s). Its images: %s. %s"
                .formatted(epoch + 1, batch + 1, what, String.join(", ", of.files()), kept));
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - startedAt) / NANOS;
    }
}
