package io.nerest.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void aDataSetIsWrittenWithItsCardAndContactSheet() throws IOException {
        Path out = folder.resolve("new");

        int code =
                run("--out " + out + " --frames 6 --streams 2 --width 160 --height 90 --val-streams 1 --contact-sheet");

        assertThat(code).isZero();
        assertThat(Files.readAllLines(out.resolve("train.txt")))
                .hasSize(3)
                .first()
                .isEqualTo("images/cam-01_f000000.jpg");
        assertThat(Files.readAllLines(out.resolve("val.txt")))
                .hasSize(3)
                .first()
                .isEqualTo("images/cam-02_f000000.jpg");
        assertThat(Files.readString(out.resolve("README.md")))
                .contains("--val-streams 1")
                .contains("cam-02");
        assertThat(out.resolve("contact-sheet.png")).isNotEmptyFile();
        assertThat(out.resolve("labels/cam-01_f000000.txt")).exists();
    }

    @Test
    void aDirectoryThatIsNotEmptyIsRejectedWithAMessage() throws IOException {
        Files.createFile(folder.resolve("something"));

        int code = run("--out " + folder + " --frames 1 --streams 1");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--out=" + folder + ": is not empty; name a new or an empty folder");
    }

    @ParameterizedTest
    @CsvSource({
        "--frames 0 --streams 1, --frames=0: must be a whole number from 1 to 2000000000",
        "--frames 1 --streams 2, --streams=2: must be a whole number from 1 to 1",
        "--frames 4 --streams 2 --val-streams 2, --val-streams=2: must be a whole number from 0 to 1",
        "--frames 4 --streams 2 --val-fraction 1, below 1",
        "--frames 4 --streams 2 --val-fraction NaN, --val-fraction=NaN: must be a number from 0 to below 1",
        "--frames 4 --streams 2 --val-fraction 0.1 --val-streams 1, mutually exclusive",
        "--frames 4 --width 10, --width=10: must be a whole number from 64 to 4096",
        "--frames 4 --threads 0, --threads=0: must be a whole number from 1",
        "--frames many, --frames=many: must be a whole number",
        "--frames 4 --quality 1000000000, --quality=1000000000: must be a whole number from 1 to 100",
        "--frames 4 --qualty 4, did you mean 'quality'?",
        "--frames 2000000000 --stride 9, --frames=2000000000 at --stride=9",
    })
    void invalidOptionsAreRejectedByName(String options, String message) {
        int code = run("--out " + folder.resolve("new") + " " + options);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private int run(String line) {
        return Simulate.commandLine()
                .writingTo(new PrintWriter(new StringWriter(), true), new PrintWriter(err, true))
                .execute(line.split(" ", -1));
    }
}
