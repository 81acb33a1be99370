package io.nerest.trainer.run;

import io.nerest.arguments.training.CampaignTrainingArguments;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.trainer.registry.EvaluatedModel;
import io.nerest.trainer.registry.GateVerdict;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.NewModel;
import io.nerest.trainer.registry.PromotionGate;
import io.nerest.trainer.registry.RegistryFiles;
import io.nerest.trainer.registry.StoredWeights;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.run.RunFigures;
import io.nerest.training.run.RunFolder;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Trains a model: fetches the snapshot, trains from the base checkpoint, measures and judges the result, stores its files. */
@ApplicationScoped
public class TrainingRun {
    private static final Logger LOG = Logger.getLogger(TrainingRun.class);

    private final SnapshotFrames frames;
    private final WorkFolder work;
    private final ModelRegistry models;
    private final RegistryFiles files;
    private final ModelEvaluator evaluator;
    private final LiveModelEvaluation liveModel;
    private final PromotionGate gate;
    private final StoredRuns storedRuns;
    private final TrainerConfig config;

    TrainingRun(
            SnapshotFrames frames,
            WorkFolder work,
            ModelRegistry models,
            RegistryFiles files,
            ModelEvaluator evaluator,
            LiveModelEvaluation liveModel,
            PromotionGate gate,
            StoredRuns storedRuns,
            TrainerConfig config) {
        this.frames = frames;
        this.work = work;
        this.models = models;
        this.files = files;
        this.evaluator = evaluator;
        this.liveModel = liveModel;
        this.gate = gate;
        this.storedRuns = storedRuns;
        this.config = config;
    }

    /**
     * Runs a training. A run that an earlier attempt left on this pod or in the object store is resumed after its last epoch.
     *
     * @param attempt number of the attempt, from 1
     * @throws IllegalArgumentException if the snapshot, the base checkpoint or the arguments cannot be used
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if the pod stops; the run can be resumed
     */
    public CompletedRun run(TrainingRequested request, int attempt, RunMonitor monitor)
            throws IOException, InterruptedException {
        FetchedSnapshot fetched = frames.fetch(frames.readForTraining(request), monitor);
        Dataset dataset = fetched.dataset();
        fetched.notes().forEach(note -> LOG.warnf("training %s: %s", request.trainingId(), note));
        Path base = files.download(models.require(request.baseModelId()));
        if (attempt > 1 && config.storeRuns()) {
            storedRuns.restore(request);
        }
        TrainingArguments arguments = arguments(request, base);
        LOG.infof(
                "training %s, round %d: %d frames, attempt %d",
                request.trainingId(), request.round(), dataset.train().size(), attempt);
        TrainingResult result;
        try (RunUpload upload = new RunUpload(storedRuns, work, request, attempt)) {
            Optional<RunUpload> used = config.storeRuns() ? Optional.of(upload) : Optional.empty();
            result = new Trainer(RunFigures.Factory.NONE)
                    .train(
                            arguments,
                            dataset,
                            new RunListener(request, arguments, new ExampleFrames(fetched), monitor, used));
        }
        if (result.end() == TrainingResult.End.CANCELLED) {
            monitor.check();
            throw new InterruptedException("training " + request.trainingId() + " was interrupted; it will be resumed");
        }
        return complete(request, fetched, result, monitor);
    }

    private TrainingArguments arguments(TrainingRequested request, Path base) throws IOException {
        RunFolder run = new RunFolder(work.run(request.trainingId()));
        Map<String, String> ours = new HashMap<>(Map.of(
                "model",
                base.toString(),
                "project",
                work.runs().toString(),
                "name",
                request.trainingId().toString(),
                "exist_ok",
                "true",
                "device",
                config.device(),
                "data",
                "snapshot"));
        String teacher = request.arguments().getOrDefault("distill", "");
        if (!teacher.isBlank()) {
            ours.put("distill", files.download(models.require(teacher)).toString());
        }
        if (Files.isRegularFile(run.resumeState())) {
            // Another pod may have other paths and another device.
            run.replaceArguments(ours);
            ours.put("resume", "true");
        }
        return CampaignTrainingArguments.of(request.arguments()).with(ours);
    }

    private CompletedRun complete(
            TrainingRequested request, FetchedSnapshot fetched, TrainingResult result, RunMonitor monitor)
            throws IOException, InterruptedException {
        TrainingArguments effective = result.folder().readArguments();
        EvaluatedModel evaluated = evaluator.evaluate(
                TrainedModel.id(request),
                result.folder().best(),
                fetched.dataset(),
                effective.optimization().imgsz(),
                monitor);
        Metrics metrics = evaluated.metrics();
        NewModel model = TrainedModel.of(request, fetched, effective, result, metrics);
        GateVerdict verdict = gate.judge(request, evaluated, () -> liveModel.evaluate(fetched, monitor));
        monitor.check();
        StoredWeights weights = files.store(
                model.modelId(), result.folder().best(), result.folder().path());
        return new CompletedRun(
                model,
                weights,
                verdict,
                fetched.snapshot(),
                metrics,
                evaluated.streams(),
                result.epochs(),
                result.seconds());
    }
}
