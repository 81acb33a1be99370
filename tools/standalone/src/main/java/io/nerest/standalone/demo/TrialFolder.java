package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nerest.commandline.OutputPlace;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of a trial: data, logs and {@code report.json}.
 *
 * @param folder the directory, which had no data before
 */
record TrialFolder(Path folder) {
    /** @throws IllegalArgumentException if the directory cannot be written or has the data of an earlier trial */
    static TrialFolder of(Path out) {
        OutputPlace.folder("--out", out);
        if (Files.exists(out.resolve("data"))) {
            throw new IllegalArgumentException(
                    "--out=" + out + ": has the data of an earlier trial; name a new directory");
        }
        return new TrialFolder(out);
    }

    /** @throws IllegalArgumentException if the value is out of its range */
    static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + "=" + value + ": must be from " + least + " to " + most);
        }
    }

    /** Writes the report and returns the exit code. */
    int end(TimedOutput output, Object report, boolean reached) throws IOException {
        Path file = folder.resolve("report.json");
        AtomicFile.write(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
        output.line((reached ? "the aims are reached" : "the aims are NOT reached") + "; see " + file);
        return reached ? 0 : 1;
    }
}
