package io.nerest.standalone;

import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what runs, and how it is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "What runs, each service's health, lag per topic, and the current model."
                + " Exit code 0 if all is well, 1 if something is not, 3 if nothing runs.")
final class StatusCommand implements Callable<Integer> {
    private static final int NOTHING_RUNS = 3;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State folder of the stack. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<StackFile> file = StackFile.read(dataDir);
        if (file.isEmpty()
                || !ProcessHandle.of(file.get().launcherPid())
                        .map(ProcessHandle::isAlive)
                        .orElse(false)) {
            System.out.println("nothing runs on " + dataDir + "; start it by './nerest up --data-dir " + dataDir + "'");
            return NOTHING_RUNS;
        }
        return new StatusReport(file.get(), new Endpoints(file.get().ports())).print(System.out) ? 0 : 1;
    }
}
