package io.nerest.experiments.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.files.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The finished work of an experiment on disk. Every file is written atomically, so that an experiment can be resumed after
 * any interruption:
 *
 * <ul>
 *   <li>{@code plan.json}: the settings that must not change on resumption;
 *   <li>{@code choices/ARM/seed-S/round-R.json}: what a round selected;
 *   <li>{@code runs/ID}: a training run, with {@code record.json} once it is finished;
 *   <li>{@code experiment.json}, tables and plots: made from these every time.
 * </ul>
 *
 * @param path of the folder
 */
public record ExperimentFolder(Path path) {
    /** Folder of the training runs. */
    Path runs() {
        return path.resolve("runs");
    }

    /** A training run's folder. */
    Path run(String id) {
        return runs().resolve(id);
    }

    Path embeddings() {
        return path.resolve("embeddings.csv");
    }

    /**
     * Creates the folder of a plan, or opens an existing one.
     *
     * @throws IllegalArgumentException if it contains an experiment with other settings, which the message names
     */
    void open(Map<String, Object> fixed) throws IOException {
        Map<String, String> differences = JsonFile.writeOnce(path.resolve("plan.json"), fixed);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("--out=" + path + " holds an experiment with other settings: "
                    + differences + "; name another folder, or give the same settings");
        }
    }

    Optional<Choice> choice(Arm arm, String set, long seed, int round) throws IOException {
        return JsonFile.read(choiceFile(arm, set, seed, round), new TypeReference<>() {});
    }

    void keep(Arm arm, String set, long seed, int round, Choice choice) throws IOException {
        JsonFile.write(choiceFile(arm, set, seed, round), choice);
    }

    private Path choiceFile(Arm arm, String set, long seed, int round) {
        return path.resolve("choices")
                .resolve(arm.fileName() + set)
                .resolve("seed-" + seed)
                .resolve("round-" + round + ".json");
    }

    Optional<TrainingRecord> training(String id) throws IOException {
        return JsonFile.read(run(id).resolve("record.json"), new TypeReference<>() {});
    }

    void keep(String id, TrainingRecord training) throws IOException {
        JsonFile.write(run(id).resolve("record.json"), training);
    }
}
