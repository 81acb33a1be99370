package io.nerest.standalone.deadletters;

import io.nerest.commandline.remote.RemoteService;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the selector is: at a given address, or in a stack on this machine. */
final class SelectorAddress {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of the selector, such as http://localhost:8083. Default: that of the stack on --data-dir.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the access token for --url. Default: the variable NEREST_TOKEN, or NEREST_ACCESS_TOKEN.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of a running stack. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    /**
     * Returns a client of the selector.
     *
     * @throws IllegalArgumentException if no address is given and no stack runs
     */
    SelectorClient client() throws IOException {
        if (url.isPresent()) {
            return new SelectorClient(RemoteService.ofStack("--url", url.get(), token()));
        }
        StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException("no stack runs on " + dataDir
                        + ": start one with './nerest up --data-dir " + dataDir + "', or name a selector with --url"));
        Endpoints endpoints = new Endpoints(stack.ports(), AccessToken.in(dataDir));
        return new SelectorClient(RemoteService.ofStack(
                "--data-dir", endpoints.service("selector"), Optional.of(endpoints.accessToken())));
    }

    private Optional<String> token() throws IOException {
        return tokenFile.isPresent()
                ? Optional.of(Files.readString(tokenFile.get()).strip())
                : Optional.empty();
    }
}
