package io.nerest.training.run;

import io.nerest.arguments.training.FineTuningChoice;
import io.nerest.arguments.training.OptimizationArguments;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.probe.PrecisionProbe;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.detector.torch.TorchEngine;
import io.nerest.training.augmentation.AugmentedBatches;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.batch.BatchSource;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.network.LossGains;
import io.nerest.training.network.Teacher;
import io.nerest.training.network.TrainOptions;
import io.nerest.training.network.TrainableNetwork;
import io.nerest.training.network.TrainableNetworks;
import io.nerest.training.torchscript.StateLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Trains detectors: takes a data set and arguments, writes a run folder with weights and metrics. */
public final class Trainer {
    /** Size of the cache of decoded validation images: about 1,000 images of 320 by 256 pixels. */
    private static final long VALIDATION_CACHE = 256L << 20;

    private final RunFigures.Factory figureFactory;

    /** Creates a trainer that draws no figures. */
    public Trainer() {
        this(RunFigures.Factory.NONE);
    }

    /** @param figureFactory used where the argument {@code plots} is true */
    public Trainer(RunFigures.Factory figureFactory) {
        this.figureFactory = figureFactory;
    }

    /**
     * Trains on the data set that the arguments name.
     *
     * @throws IllegalArgumentException if an argument does not fit the data set, the weights or the machine
     * @throws TrainingFailedException if the loss is not finite; the weights of the last finished epoch are kept
     * @throws IOException if the data set or weights cannot be read, or results cannot be written
     * @throws InterruptedException if the thread is interrupted; the run can be resumed after its last finished epoch
     */
    public TrainingResult train(TrainingArguments arguments, TrainingListener listener)
            throws IOException, InterruptedException {
        Optional<RunFolder> resumed = toResume(arguments);
        TrainingArguments effective = effective(arguments, resumed);
        String data = effective.run().data();
        if (data.isBlank()) {
            throw new IllegalArgumentException("data=: name the data set, such as data=data.yaml");
        }
        return train(effective, DatasetReader.read(Path.of(data)), resumed, listener);
    }

    /** As {@link #train(TrainingArguments, TrainingListener)}, on a data set in memory. */
    public TrainingResult train(TrainingArguments arguments, Dataset dataset, TrainingListener listener)
            throws IOException, InterruptedException {
        Optional<RunFolder> resumed = toResume(arguments);
        return train(effective(arguments, resumed), dataset, resumed, listener);
    }

    private static Optional<RunFolder> toResume(TrainingArguments arguments) {
        return arguments.run().isResumed() ? Optional.of(RunFolder.toResume(arguments.run())) : Optional.empty();
    }

    private static TrainingArguments effective(TrainingArguments arguments, Optional<RunFolder> resumed)
            throws IOException {
        return resumed.isPresent() ? resumed.get().readArguments() : arguments;
    }

    private TrainingResult train(
            TrainingArguments given, Dataset whole, Optional<RunFolder> resumed, TrainingListener listener)
            throws IOException, InterruptedException {
        Dataset dataset = whole.withFraction(given.optimization().fraction());
        listener.note(dataset.report().text());
        if (dataset.train().size() < whole.train().size()) {
            listener.note("fraction=%s: %d of %d training images are used"
                    .formatted(
                            given.optimization().fraction(),
                            dataset.train().size(),
                            whole.train().size()));
        }
        int classes = dataset.classNames().size();
        StartingPoint start = resumed.isPresent()
                ? StartingPoint.ofRun(resumed.get().last(), classes)
                : StartingPoint.of(given.run(), classes);
        listener.note(start.note());
        Optional<FineTuningRecipe> recipe = recipe(given, start, dataset.train().size(), listener);
        TrainingArguments arguments = recipe.map(found -> found.applyTo(given)).orElse(given);
        ChosenOptimizer optimizer =
                ChosenOptimizer.of(arguments.optimization(), dataset.train().size(), classes);
        listener.note(optimizer.announcement());
        listener.note(ParameterGroups.of(new StateLayout(
                        start.network(), arguments.optimization().freeze()))
                .announcement(new Schedule(arguments.optimization(), optimizer, 1).weightDecay()));
        DeviceChoice.of(arguments.run().device()).reason().ifPresent(listener::note);
        // Checked before the folder is created, so that a missing device leaves no empty folder.
        TorchEngine.managerOn(DeviceChoice.of(arguments.run().device()).device())
                .close();
        TrainOptions options = options(
                arguments,
                optimizer,
                recipe.isPresent() && recipe.get().fixedStatistics(),
                device -> PrecisionProbe.shared()
                        .prefersBfloat16(device, arguments.run().threads()));
        listener.note(numbers(arguments.run().amp(), options));

        Optional<Teacher> teacher = DistillationTeacher.read(arguments, dataset.classNames());
        teacher.map(DistillationTeacher::note).ifPresent(listener::note);
        RunFolder folder = resumed.isPresent() ? resumed.get() : RunFolder.create(arguments.run());
        try (TrainableNetwork network = TrainableNetworks.create(start.network(), start.weights(), options, teacher);
                BatchSource batches = batches(repeated(dataset.train(), recipe), arguments);
                ValidationBatches validation = validationBatches(dataset.val(), arguments);
                RunEvents events = new RunEvents(folder)) {
            RunProgress progress = resumed.isPresent() ? restore(network, folder) : RunProgress.NONE;
            if (resumed.isPresent()) {
                listener.note("resumed after epoch " + progress.epochs());
            } else {
                folder.writeArguments(arguments);
            }
            RunFigures figures = arguments.run().plots()
                    ? figureFactory.create(folder, dataset.classNames(), events)
                    : RunFigures.NONE;
            if (resumed.isEmpty()) {
                figures.labels(dataset.train());
            }
            ResultsTable results = resumed.isPresent()
                    ? ResultsTable.resume(folder.results(), progress.epochs())
                    : ResultsTable.create(folder.results());
            Checkpoints checkpoints = new Checkpoints(
                    folder,
                    arguments.run().savePeriod(),
                    start.metadata(
                            dataset.classNames(), arguments.optimization().imgsz()));
            return new TrainingLoop(
                            arguments,
                            network,
                            batches,
                            new Schedule(arguments.optimization(), optimizer, batches.batchesPerEpoch(), recipe),
                            new NetworkValidator(network, validation, dataset.classNames(), figures, listener),
                            new TrainingLoop.RunOutput(folder, checkpoints, results, events, figures, listener),
                            progress,
                            recipe)
                    .run();
        }
    }

    /** Returns the recipe of a fine-tuning, and announces it or the reason for there being none. */
    private static Optional<FineTuningRecipe> recipe(
            TrainingArguments given, StartingPoint start, int images, TrainingListener listener) {
        if (given.optimization().finetune() == FineTuningChoice.NONE) {
            return Optional.empty();
        }
        if (!start.isBase()) {
            listener.note("finetune=auto: the network has fresh weights, so the arguments are used as they are given");
            return Optional.empty();
        }
        Optional<FineTuningRecipe> recipe = FineTuningRecipe.of(given, images);
        listener.note(recipe.map(found -> found.announcement(given))
                .orElse("finetune=auto: %d labels are more than %d, so the arguments are used as they are given"
                        .formatted(images, FineTuningRecipe.MOST_LABELS)));
        return recipe;
    }

    /** Repeats the images so that an epoch has enough steps. */
    private static List<DatasetItem> repeated(List<DatasetItem> items, Optional<FineTuningRecipe> recipe) {
        return Collections.nCopies(recipe.map(FineTuningRecipe::repeats).orElse(1), items).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static RunProgress restore(TrainableNetwork network, RunFolder folder) throws IOException {
        ResumeState state = ResumeState.read(folder.resumeState());
        network.restore(state.weights(), state.ema(), state.optimizer());
        return state.progress();
    }

    /** Uses twice the training batch, since no activations are kept for a backward pass. */
    private static ValidationBatches validationBatches(List<DatasetItem> items, TrainingArguments arguments) {
        BatchOptions training = batchOptions(arguments, Runtime.getRuntime().availableProcessors());
        BatchOptions options = new BatchOptions(
                training.imgsz(), 2 * training.batch(), training.workers(), training.ahead(), VALIDATION_CACHE);
        return new ValidationBatches(items, options, true);
    }

    static BatchSource batches(List<DatasetItem> items, TrainingArguments arguments) {
        return new AugmentedBatches(
                items,
                arguments.augmentation(),
                batchOptions(arguments, Runtime.getRuntime().availableProcessors()),
                arguments.optimization().epochs(),
                arguments.run().seed());
    }

    /** Leaves one core to the network; without workers the training thread prepares the batches. */
    static BatchOptions batchOptions(TrainingArguments arguments, int cores) {
        int asked = arguments.run().workers();
        int workers = asked == 0 ? 0 : Math.max(1, Math.min(asked, cores - 1));
        return BatchOptions.of(
                        arguments.optimization().imgsz(),
                        arguments.optimization().batch())
                .withWorkers(workers)
                .withCacheBytes(
                        arguments.run().cachesImages() ? BatchOptions.DEFAULT_CACHE_BYTES : BatchOptions.RECENT_BYTES);
    }

    /**
     * @param fixedStatistics whether BatchNorms keep their running statistics
     * @param prefersBfloat16 whether a device trains faster in bfloat16 than in float32
     */
    static TrainOptions options(
            TrainingArguments arguments,
            ChosenOptimizer optimizer,
            boolean fixedStatistics,
            Predicate<ComputeDevice> prefersBfloat16) {
        OptimizationArguments optimization = arguments.optimization();
        ComputeDevice device = DeviceChoice.of(arguments.run().device()).device();
        return new TrainOptions(
                optimizer.kind(),
                new LossGains(optimization.box(), optimization.cls(), optimization.dfl()),
                arguments.run().amp() && prefersBfloat16.test(device),
                optimization.freeze(),
                fixedStatistics,
                device,
                arguments.run().threads());
    }

    /** Describes the device and the number type of the run. */
    static String numbers(boolean amp, TrainOptions options) {
        String type = options.bf16() ? "bfloat16" : amp ? "float32, as bfloat16 is not faster on it" : "float32";
        return "device: %s, %s".formatted(options.device(), type);
    }
}
