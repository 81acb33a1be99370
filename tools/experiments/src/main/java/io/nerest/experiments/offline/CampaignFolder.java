package io.nerest.experiments.offline;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nerest.experiments.files.JsonFile;
import io.nerest.experiments.run.Choice;
import io.nerest.experiments.run.TrainingRecord;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of a campaign. What is finished is stored, so that the same command resumes an interrupted campaign.
 *
 * @param path of the folder
 */
record CampaignFolder(Path path) {
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
        Map<String, String> differences = JsonFile.writeOnce(path.resolve("plan.json"), config.fixedPart());
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("out=" + path + " holds a campaign with other options: " + differences
                    + "; name another folder, or give the same options");
        }
        AtomicFile.write(path.resolve("config.yaml"), OfflineConfigFile.text(config));
    }

    Optional<Choice> choice(int round) throws IOException {
        return JsonFile.read(path.resolve("rounds/round_" + round + ".json"), new TypeReference<>() {});
    }

    void keep(int round, Choice choice) throws IOException {
        JsonFile.write(path.resolve("rounds/round_" + round + ".json"), choice);
    }

    Optional<TrainingRecord> training(int round) throws IOException {
        return JsonFile.read(iteration(round).resolve("record.json"), new TypeReference<>() {});
    }

    void keep(int round, TrainingRecord training) throws IOException {
        JsonFile.write(iteration(round).resolve("record.json"), training);
    }
}
