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
 * What an experiment came to; {@code experiment.json} in its folder. Beside it lie the training runs that
 * {@link RoundResult#run()} names, and {@code embeddings.csv}: the pool's frames as the first seed's initial model sees
 * them.
 *
 * @param version of the format, {@value #VERSION}
 * @param plan what was asked for
 * @param data what it was run on
 * @param arms in the order of the plan
 * @param summary over seeds, in the same order
 * @param notes that readers of the figures should know
 * @param complete whether all rounds of all arms and seeds are there
 * @param seconds of work in all, over all parts where it was resumed
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
     * @throws IOException where there is none, or it is not of this format
     */
    public static ExperimentResult read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        ExperimentResult result;
        try {
            result = JSON.readValue(file.toFile(), ExperimentResult.class);
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(file + " is no experiment's result: " + e.getOriginalMessage(), e);
        }
        if (result.version() != VERSION) {
            throw new IOException(file + " is of version " + result.version() + "; this program reads " + VERSION);
        }
        return result;
    }

    /** Writes it into an experiment's folder, whole or not at all. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }
}
