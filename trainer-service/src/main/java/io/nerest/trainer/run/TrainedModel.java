package io.nerest.trainer.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.TrainingRequested;
import io.nerest.training.run.RunFolder;
import io.nerest.training.run.TrainingResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run has come to, before it is stored.
 *
 * @param modelId round and training: the same for every attempt at the same training
 */
public record TrainedModel(
        String modelId,
        RunFolder folder,
        List<String> classNames,
        int imgsz,
        Metrics metrics,
        ModelPublished.Training training) {

    static TrainedModel of(TrainingRequested request, Snapshot snapshot, TrainingResult result, Metrics metrics)
            throws IOException {
        TrainingArguments arguments = result.folder().readArguments();
        Map<String, String> values = new TreeMap<>();
        arguments.values().forEach((name, value) -> values.put(name, String.valueOf(value)));
        // Where files lay on this machine says nothing about the model.
        List.of("model", "project", "name", "data", "resume").forEach(values::remove);
        int human = (int) snapshot.train().stream()
                .filter(frame -> frame.origin() == Snapshot.Origin.HUMAN)
                .count();
        return new TrainedModel(
                "r" + request.round() + "-" + request.trainingId().toString().substring(0, 13),
                result.folder(),
                snapshot.classNames(),
                arguments.optimization().imgsz(),
                metrics,
                new ModelPublished.Training(
                        request.trainingId(),
                        request.campaignId(),
                        request.round(),
                        request.baseModelId(),
                        request.snapshot(),
                        request.snapshotSha256(),
                        values,
                        human,
                        snapshot.train().size() - human,
                        result.epochs(),
                        result.seconds()));
    }
}
