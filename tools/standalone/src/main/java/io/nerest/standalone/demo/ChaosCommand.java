package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nerest.commandline.OutputPlace;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest chaos}: a seeded random schedule of faults over its own stack. */
@Command(
        name = "chaos",
        description =
                "Start a stack, upload frames all the time, and cause faults at random: processes are killed, restarted and"
                        + " frozen, their clocks jump, the disk is full, the network is slow, resets connections or"
                        + " passes nothing. Then check that every frame was scored exactly once.")
public final class ChaosCommand implements Callable<Integer> {
    private static final int MOST_FAULTS = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "100",
            description = "Number of faults. Default: ${DEFAULT-VALUE}.")
    private int faults = 100;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The seed determines the faults. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "build/chaos",
            description = "New directory of the data, the logs and report.json. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("build/chaos");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (faults < 1 || faults > MOST_FAULTS) {
            throw new IllegalArgumentException("--faults=" + faults + ": must be from 1 to " + MOST_FAULTS);
        }
        OutputPlace.folder("--out", out);
        if (Files.exists(out.resolve("data"))) {
            throw new IllegalArgumentException(
                    "--out=" + out + ": has the data of an earlier trial; name a new directory");
        }
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        ChaosReport report = new ChaosTrial(Installation.locate(), out, output).run(faults, seed);
        Path file = out.resolve("report.json");
        AtomicFile.write(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
        Reconciliation counts = report.reconciliation();
        output.line("%d faults in %d s: %d images sent, %d frames, %d scored; lost %d, duplicated %d, dead letters %s"
                .formatted(
                        report.faults(),
                        report.seconds(),
                        counts.uploaded(),
                        counts.registered(),
                        counts.scored(),
                        report.lost(),
                        report.duplicated(),
                        counts.deadLetters()));
        output.line("faults by kind " + report.byKind() + "; restarts " + report.restarts());
        report.problems().forEach(output::line);
        output.line((report.consistent() ? "the counts agree" : "the trial did NOT pass") + "; see " + file);
        return report.consistent() ? 0 : 1;
    }
}
