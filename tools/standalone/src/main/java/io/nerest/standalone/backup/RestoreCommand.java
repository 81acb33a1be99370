package io.nerest.standalone.backup;

import io.nerest.commandline.ExitCode;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest restore}: restores lost parts of a stack that does not run. */
@Command(
        name = "restore",
        description = {
            "Restore lost parts of a stack that does not run.",
            "What is left of a lost part is moved aside, not deleted. After the loss of Kafka, events that were sent and not"
                    + " handled are found by comparing the services' tables, and are sent again."
        })
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of the stack. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Option(
            names = "--lost",
            required = true,
            split = ",",
            paramLabel = "PART",
            description = "The lost parts: postgres, store, kafka, or several with commas between them.")
    private List<String> lost = List.of();

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "A folder that './nerest backup' has written; needed unless only Kafka is lost.")
    private Optional<Path> backup = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<LostPart> parts = LostPart.parse(lost);
        if (backup.isEmpty() && parts.stream().anyMatch(LostPart::needsBackup)) {
            throw new IllegalArgumentException("--backup: name the backup from which to restore");
        }
        if (StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .isPresent()) {
            throw new IllegalArgumentException("a stack runs on " + dataDir + ": stop it first");
        }
        new Restore(
                        Installation.locate(),
                        dataDir,
                        new TimedOutput(spec.commandLine().getOut())::line)
                .run(parts, backup);
        return ExitCode.OK;
    }
}
