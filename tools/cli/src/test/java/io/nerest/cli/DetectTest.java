package io.nerest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsEveryCommand() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .containsSubsequence("train", "val", "predict", "map", "parity", "bench", "export", "info", "help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "val", "predict", "map", "parity", "bench", "export", "info"})
    void everyCommandDescribesItsArgumentsAndExitCodes(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("Usage: nerest detect " + command)
                .contains("--verbose")
                .contains("Exit codes:")
                .contains("invalid arguments or input");
    }

    @Test
    void aCallWithoutACommandListsTheCommands() {
        assertThat(run()).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("name a command: train, tune, val, predict");
    }

    private int run(String... args) {
        return Detect.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
