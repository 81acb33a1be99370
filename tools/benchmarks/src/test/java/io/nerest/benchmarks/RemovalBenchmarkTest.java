package io.nerest.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalBenchmarkTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return RemovalBenchmark.commandLine()
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"--frames=abc | abc", "--frames=0 | --frames must be above 0", "frame=10 | frame"})
    void invalidArgumentsExitWith2BeforeADatabaseIsStarted(String argument, String message) {
        assertThat(run(argument)).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpListsTheOptions() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("--frames", "--folder", "Exit codes:");
    }
}
