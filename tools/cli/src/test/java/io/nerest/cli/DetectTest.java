package io.nerest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.KeyValueArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class DetectTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void arguments_are_read_alike_in_all_three_spellings() {
        for (String[] spelling : new String[][] {
            {"probe", "epochs=7", "name=./a=b"},
            {"probe", "--epochs=7", "--name=./a=b"},
            {"probe", "--epochs", "7", "--name", "./a=b"}
        }) {
            Probe probe = new Probe();

            int exitCode = run(probe, false, spelling);

            assertThat(exitCode).isZero();
            assertThat(probe.epochs).isEqualTo(7);
            assertThat(probe.name).isEqualTo("./a=b");
        }
    }

    @Test
    void an_unknown_argument_is_refused_by_name_with_the_nearest_known_one() {
        int exitCode = run(new Probe(), false, "probe", "epoch=7");

        assertThat(exitCode).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("unknown argument 'epoch': did you mean 'epochs'?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void an_unknown_command_is_refused_by_name_with_the_nearest_known_one() {
        int exitCode = run(new Probe(), false, "prob");

        assertThat(exitCode).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("unknown command 'prob': did you mean 'probe'?");
    }

    @Test
    void no_command_at_all_is_bad_usage() {
        assertThat(run(new Probe(), false)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("name a command").contains("probe");
    }

    @Test
    void a_value_of_the_wrong_kind_is_refused_with_the_argument_named() {
        assertThat(run(new Probe(), false, "probe", "epochs=many")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("--epochs").contains("many");
    }

    @Test
    void input_that_cannot_be_used_ends_with_2_and_a_line() {
        Probe probe = new Probe();
        probe.work = () -> Files.size(Path.of("no-such-file.yaml")) > 0 ? 0 : 1;

        assertThat(run(probe, false, "probe")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).isEqualToIgnoringNewLines("error: no-such-file.yaml does not exist");
    }

    @Test
    void a_failed_run_ends_with_1_and_shows_its_stack_only_where_asked() {
        Probe probe = new Probe();
        probe.work = () -> {
            throw new IOException("the disk is full");
        };

        assertThat(run(probe, false, "probe")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualToIgnoringNewLines("error: IOException: the disk is full");
        assertThat(run(probe, false, "probe", "--verbose")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("at " + DetectTest.class.getName());
    }

    @Test
    void a_check_that_does_not_hold_gives_the_code_of_its_command() {
        Probe probe = new Probe();
        probe.work = () -> ExitCode.FAILED;

        assertThat(run(probe, false, "probe")).isEqualTo(ExitCode.FAILED);
    }

    private int run(Probe probe, boolean verbose, String... args) {
        CommandLine line = Detect.commandLine(Detect.create(), verbose)
                .addSubcommand(probe)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return line.execute(KeyValueArguments.toOptions(args));
    }

    @Command(name = "probe")
    static final class Probe implements Callable<Integer> {
        @Option(names = "--epochs")
        int epochs;

        @Option(names = "--name")
        String name = "";

        Callable<Integer> work = () -> ExitCode.OK;

        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }
}
