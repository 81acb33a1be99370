package io.nerest.training.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.torch.ComputeDevice;
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
import java.util.Optional;

/** The loop over the epochs of a run: batches, optimiser steps, validation, checkpoints, early stopping. */
final class TrainingLoop {
    private static final double NANOS = 1e9;

    private final TrainingArguments arguments;
    private final TrainableNetwork network;
    private final BatchSource batches;
    private final Schedule schedule;
    private final EpochValidator validator;
    private final RunFolder folder;
    private final RunOutput output;
    private final TrainingListener listener;
    private final Patience patience;
    private final ComputeDevice device;
    private final double secondsBefore;
    private final long startedAt = System.nanoTime();

    private int epochsDone;
    private long steps;
    private long batchOfLastStep;
    private OptimizerStep lastStep;

    /** @param start progress before this process */
    TrainingLoop(
            TrainingArguments arguments,
            TrainableNetwork network,
            BatchSource batches,
            Schedule schedule,
            EpochValidator validator,
            RunOutput output,
            RunProgress start) {
        this.arguments = arguments;
        this.network = network;
        this.batches = batches;
        this.schedule = schedule;
        this.validator = validator;
        this.folder = output.folder();
        this.output = output;
        this.device = ComputeDevice.parse(arguments.run().device());
        this.listener = output.listener();
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
        End end = epochs();
        Optional<DetectionReport> best = end == End.CANCELLED ? Optional.empty() : Optional.of(finish());
        TrainingResult result = new TrainingResult(
                folder, end, epochsDone, patience.bestEpoch() + 1, best, seconds(), batches.nanosWaited() / NANOS);
        listener.finished(result);
        return result;
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

    private End epochs() throws IOException, InterruptedException {
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
            Optional<EpochReport.Validation> validated =
                    arguments.run().val() || last ? Optional.of(validator.validate(false)) : Optional.empty();
            boolean better = validated
                    .filter(found -> patience.isBest(epoch, found.report().fitness()))
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
        }
        return End.FINISHED;
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
