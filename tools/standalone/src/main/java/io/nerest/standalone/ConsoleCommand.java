package io.nerest.standalone;

import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.ConsoleLogin;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest console}: prints an address that opens the console of a running stack for one person. */
@Command(
        name = "console",
        description = "Print an address that opens the console of a running stack once, for one person.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the address was printed",
            "2:invalid arguments",
            "3:no stack with a console runs on the data directory"
        })
final class ConsoleCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;
    private static final int LONGEST_NAME = 100;
    private static final int SHORTEST_KEY = 32;

    /** Role of the person. */
    enum Role {
        VIEWER,
        LABELLER,
        OPERATOR
    }

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
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Name of the person, the author of the labels. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "OPERATOR",
            description = "Role of the person: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Role role = Role.OPERATOR;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of a console that runs elsewhere; its key is the environment variable NEREST_CONSOLE_KEY."
                            + " Default: the console of --data-dir.")
    private Optional<URI> url = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "--name: must have 1 to " + LONGEST_NAME + " characters, without control characters");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (url.isPresent()) {
            out.println(new ConsoleLogin(key(System.getenv())).address(url.get(), name, role.name()));
            out.flush();
            return 0;
        }
        Path state = StackOptions.dataDir(dataDir);
        Optional<StackFile> file = StackFile.read(state);
        if (file.isEmpty() || !file.get().isLauncherRunning() || !file.get().isRunning(Endpoints.CONSOLE)) {
            out.println(
                    "no stack with a console runs on " + dataDir + "; start one: ./nerest up --data-dir " + dataDir);
            out.flush();
            return NOT_RUNNING;
        }
        out.println(ConsoleLogin.in(state)
                .address(
                        new Endpoints(file.get().ports(), AccessToken.in(state)).service(Endpoints.CONSOLE),
                        name,
                        role.name()));
        out.flush();
        return 0;
    }

    private static String key(Map<String, String> environment) {
        String key = environment.getOrDefault("NEREST_CONSOLE_KEY", "");
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "--url: needs the environment variable NEREST_CONSOLE_KEY, the key of that"
                            + " console, with at least " + SHORTEST_KEY + " characters");
        }
        return key;
    }
}
