package io.nerest.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.files.DamagedFileException;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        Path file = path.resolve("plan.json");
        // Converted by JSON, so that numbers compare as they are stored.
        Map<String, Object> wanted = JSON.readValue(JSON.writeValueAsString(fixed), new TypeReference<>() {});
        Optional<Map<String, Object>> there = read(file, new TypeReference<>() {});
        if (there.isEmpty()) {
            write(file, wanted);
            return;
        }
        Map<String, String> differences = new TreeMap<>();
        wanted.forEach((name, value) -> {
            if (!Objects.equals(value, there.get().get(name))) {
                differences.put(name, there.get().get(name) + " there, " + value + " now");
            }
        });
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("--out=" + path + " holds an experiment with other settings: "
                    + differences + "; name another folder, or give the same settings");
        }
    }

    Optional<Choice> choice(Arm arm, String set, long seed, int round) throws IOException {
        return read(choiceFile(arm, set, seed, round), new TypeReference<>() {});
    }

    void keep(Arm arm, String set, long seed, int round, Choice choice) throws IOException {
        write(choiceFile(arm, set, seed, round), choice);
    }

    private Path choiceFile(Arm arm, String set, long seed, int round) {
        return path.resolve("choices")
                .resolve(arm.fileName() + set)
                .resolve("seed-" + seed)
                .resolve("round-" + round + ".json");
    }

    Optional<TrainingRecord> training(String id) throws IOException {
        return read(run(id).resolve("record.json"), new TypeReference<>() {});
    }

    void keep(String id, TrainingRecord training) throws IOException {
        write(run(id).resolve("record.json"), training);
    }

    private static <T> Optional<T> read(Path file, TypeReference<T> type) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(
                    file + " is damaged" + DamagedFileException.place(e) + "; remove it and it is made again", e);
        }
    }

    private static void write(Path file, Object value) throws IOException {
        AtomicFile.write(file, JSON.writeValueAsBytes(value));
    }
}
