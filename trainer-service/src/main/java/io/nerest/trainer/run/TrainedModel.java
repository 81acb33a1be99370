package io.nerest.trainer.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.registry.NewModel;
import io.nerest.training.run.TrainingResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Describes a trained model with its origin. */
public final class TrainedModel {
    private static final int TRAINING_ID_DIGITS = 13;
    /** Paths on this machine, which do not describe the model. */
    private static final List<String> LOCAL = List.of("model", "project", "name", "data", "resume");

    private TrainedModel() {}

    /** Returns the id of the model that a request trains. */
    public static String id(TrainingRequested request) {
        return "r" + request.round() + "-" + request.trainingId().toString().substring(0, TRAINING_ID_DIGITS);
    }

    static NewModel of(
            TrainingRequested request,
            FetchedSnapshot fetched,
            TrainingArguments arguments,
            TrainingResult result,
            Metrics metrics) {
        Snapshot snapshot = fetched.snapshot();
        Map<String, String> values = new TreeMap<>();
        arguments.values().forEach((name, value) -> values.put(name, String.valueOf(value)));
        LOCAL.forEach(values::remove);
        values.put("distill", request.arguments().getOrDefault("distill", ""));
        int human = (int) snapshot.train().stream()
                .filter(frame -> frame.origin() == Snapshot.Origin.HUMAN)
                .count();
        return new NewModel(
                id(request),
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
                        result.seconds(),
                        fetched.notes()));
    }
}
