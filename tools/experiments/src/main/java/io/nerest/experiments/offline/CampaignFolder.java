package io.nerest.experiments.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.experiments.files.DamagedFileException;
import io.nerest.experiments.run.Choice;
import io.nerest.experiments.run.TrainingRecord;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of a campaign. What is finished is stored, so that the same command resumes an interrupted campaign.
 *
 * @param path of the folder
 */
record CampaignFolder(Path path) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Path iteration(int round) {
        return path.resolve("iter_" + round);
    }

    Path dataYaml(int round) {
        return path.resolve("data_iter_" + round + ".yaml");
    }

    Path batch(int round) {
        return path.resolve("batches/round_" + round);
    }

    Path pseudoLabels(int round) {
        return path.resolve("pseudo_labels/iter_" + round);
    }

    /** The weights of a finished round. */
    Path best(int round) {
        return iteration(round).resolve("weights/best.safetensors");
    }

    /**
     * Creates the folder, or opens an existing one.
     *
     * @throws IllegalArgumentException if it holds a campaign with other options
     */
    void open(OfflineConfig config) throws IOException {
        Map<String, Object> wanted =
                JSON.readValue(JSON.writeValueAsString(config.fixedPart()), new TypeReference<>() {});
        Optional<Map<String, Object>> there = read(path.resolve("plan.json"), new TypeReference<>() {});
        if (there.isPresent()) {
            Map<String, String> differences = new LinkedHashMap<>();
            wanted.forEach((name, value) -> {
                if (!Objects.equals(value, there.get().get(name))) {
                    differences.put(name, there.get().get(name) + " there, " + value + " now");
                }
            });
            if (!differences.isEmpty()) {
                throw new IllegalArgumentException("out=" + path + " holds a campaign with other options: "
                        + differences + "; name another folder, or give the same options");
            }
        } else {
            write(path.resolve("plan.json"), wanted);
        }
        AtomicFile.write(path.resolve("config.yaml"), OfflineConfigFile.text(config));
    }

    Optional<Choice> choice(int round) throws IOException {
        return read(path.resolve("rounds/round_" + round + ".json"), new TypeReference<>() {});
    }

    void keep(int round, Choice choice) throws IOException {
        write(path.resolve("rounds/round_" + round + ".json"), choice);
    }

    Optional<TrainingRecord> training(int round) throws IOException {
        return read(iteration(round).resolve("record.json"), new TypeReference<>() {});
    }

    void keep(int round, TrainingRecord training) throws IOException {
        write(iteration(round).resolve("record.json"), training);
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
