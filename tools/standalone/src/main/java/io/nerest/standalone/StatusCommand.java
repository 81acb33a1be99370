package io.nerest.standalone;

import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest status}: prints the state of a running stack. */
@Command(
        name = "status",
        description = "Print processes, health of the services, consumer lag per topic, and the current model.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all parts are running and ready",
            "1:a part is not running or not ready",
            "2:invalid arguments",
            "3:no stack runs on the data directory"
        })
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_READY = 1;
    private static final int NOT_RUNNING = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of the stack. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<StackFile> file = StackFile.read(StackOptions.dataDir(dataDir));
        if (file.isEmpty() || !file.get().isLauncherRunning()) {
            out.println("no stack runs on " + dataDir + "; start one: ./nerest up --data-dir " + dataDir);
            out.flush();
            return NOT_RUNNING;
        }
        boolean ready =
                new StatusReport(file.get(), new Endpoints(file.get().ports(), AccessToken.in(dataDir))).print(out);
        out.flush();
        return ready ? 0 : NOT_READY;
    }
}
