package io.nerest.experiments.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.experiments.data.ExperimentData;
import io.nerest.system.Sha256;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.run.BatchProgress;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The trainings of an experiment. A run's folder is named after all its inputs: arguments, base weights, and every frame
 * and label. Trainings repeat bit for bit, so arms with the same inputs share one. An interrupted training is resumed.
 */
final class Trainings {
    /** Arguments that do not change a training's result, or name its place. */
    private static final Set<String> BESIDE =
            Set.of("project", "name", "exist_ok", "data", "resume", "model", "workers");

    private static final int ID_DIGITS = 12;

    private final ExperimentPlan plan;
    private final ExperimentData data;
    private final ExperimentFolder folder;
    private final Progress progress;
    private final String validationHash;
    private final String baseHash;

    Trainings(ExperimentPlan plan, ExperimentData data, ExperimentFolder folder, Progress progress) throws IOException {
        this.plan = plan;
        this.data = data;
        this.folder = folder;
        this.progress = progress;
        this.validationHash = Sha256.of(data.validation().toString());
        Path base = Path.of(plan.base());
        this.baseHash = Files.isRegularFile(base) ? Sha256.of(base) : plan.base();
    }

    /** A training, and whether it was finished before. */
    record Trained(String id, TrainingRecord record, boolean wasThere) {}

    /**
     * Trains on a set of labels, or returns the finished training of the same inputs.
     *
     * @param start weights that the training starts from; empty for the base
     * @param epochs of the training
     */
    Trained train(long seed, LabelledSet set, Optional<Path> start, int epochs)
            throws IOException, InterruptedException {
        List<DatasetItem> items = set.items();
        Map<String, String> arguments = arguments(seed, epochs);
        start.ifPresent(weights -> arguments.put("model", weights.toString()));
        String startHash = start.isPresent() ? Sha256.of(start.get()) : baseHash;
        String id = "s%d-%d+%d-%s"
                .formatted(
                        seed,
                        set.labels(),
                        set.pseudoLabels(),
                        Sha256.of(identity(arguments, startHash, items)).substring(0, ID_DIGITS));
        var there = folder.training(id);
        if (there.isPresent()) {
            progress.skipped(items.size(), epochs);
            return new Trained(id, there.get(), true);
        }
        arguments.put("project", folder.runs().toString());
        arguments.put("name", id);
        arguments.put("exist_ok", "true");
        Path run = folder.run(id);
        if (Files.isRegularFile(run.resolve("weights").resolve("resume.safetensors"))) {
            arguments.put("resume", run.toString());
        } else {
            delete(run);
        }
        progress.starts(items.size(), epochs);
        TrainingResult result =
                new Trainer().train(TrainingArguments.parse(arguments), data.training(id, items), listener());
        TrainingRecord record = TrainingRecord.of(result, id);
        // Only the best weights of a run are kept; the last ones differ from them by at most some epochs.
        Files.deleteIfExists(result.folder().last());
        folder.keep(id, record);
        progress.finished(record);
        return new Trained(id, record, false);
    }

    Path best(String id) {
        return folder.run(id).resolve("weights").resolve("best.safetensors");
    }

    private TrainingListener listener() {
        return new TrainingListener() {
            @Override
            public void batchDone(BatchProgress batch) {
                progress.batchDone(batch);
            }
        };
    }

    private Map<String, String> arguments(long seed, int epochs) {
        Map<String, String> arguments = new LinkedHashMap<>(plan.training());
        arguments.put("model", plan.base());
        arguments.put("epochs", String.valueOf(epochs));
        arguments.put("seed", String.valueOf(seed));
        arguments.put("plots", "false");
        arguments.put("patience", "0");
        if (!arguments.containsKey("close_mosaic")) {
            arguments.put("close_mosaic", String.valueOf(Math.max(1, epochs / 5)));
        }
        return arguments;
    }

    private String identity(Map<String, String> arguments, String startHash, List<DatasetItem> items) {
        Map<String, String> named = new TreeMap<>(arguments);
        named.keySet().removeAll(BESIDE);
        StringBuilder text = new StringBuilder(named.toString())
                .append('\n')
                .append(startHash)
                .append('\n')
                .append(validationHash)
                .append('\n');
        for (DatasetItem item : items) {
            text.append(data.folder().relativize(item.image().toAbsolutePath().normalize()))
                    .append(' ')
                    .append(item.labels());
            // Without ignore regions the name is that of versions that had none, so that their runs are found.
            if (!item.ignored().isEmpty()) {
                text.append(' ').append(item.ignored());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void delete(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
