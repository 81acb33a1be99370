package io.nerest.experiments.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.experiments.files.DamagedFileException;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The result of an experiment; {@code experiment.json} in its folder. The folder also contains the training runs named by
 * {@link RoundResult#run()}, and {@code embeddings.csv}: the embeddings of the pool by the first seed's initial model.
 *
 * @param version of the format, {@value #VERSION}
 * @param plan the settings
 * @param data the data set
 * @param arms in the order of the plan
 * @param summary over seeds, in the same order
 * @param notes for readers of the figures
 * @param complete whether all rounds of all arms and seeds are finished
 * @param seconds of work in total, over all resumptions
 */
public record ExperimentResult(
        int version,
        PlanRecord plan,
        DataRecord data,
        List<ArmResult> arms,
        List<ArmSummary> summary,
        List<String> notes,
        boolean complete,
        double seconds) {

    public static final int VERSION = 1;
    public static final String FILE = "experiment.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ExperimentResult {
        arms = List.copyOf(arms);
        summary = List.copyOf(summary);
        notes = List.copyOf(notes);
    }

    /**
     * Reads the result in an experiment's folder.
     *
     * @throws IOException if it does not exist or has another format
     */
    public static ExperimentResult read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        ExperimentResult result;
        try {
            result = JSON.readValue(file.toFile(), ExperimentResult.class);
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(
                    file + " is not the result of an experiment, or is damaged" + DamagedFileException.place(e), e);
        }
        if (result.version() != VERSION) {
            throw new IOException(file + " is of version " + result.version() + "; this program reads " + VERSION);
        }
        return result;
    }

    /** Writes it into an experiment's folder, atomically. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }
}
