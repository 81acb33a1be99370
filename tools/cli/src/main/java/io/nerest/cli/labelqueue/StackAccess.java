package io.nerest.cli.labelqueue;

import io.nerest.commandline.remote.RemoteService;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running stack whose frames are labelled. */
public final class StackAccess {
    @Option(names = "--url", required = true, paramLabel = "URL", description = "ingest service of the stack")
    private URI ingest = URI.create("");

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "bearer token of the stack (NEREST_TOKEN, or NEREST_ACCESS_TOKEN)")
    private @Nullable String token;

    /** Returns the ingest service. */
    public RemoteService ingest() {
        return service("--url", ingest);
    }

    /** Returns another service of the stack. */
    RemoteService service(String option, URI url) {
        return RemoteService.ofStack(option, url, Optional.ofNullable(token));
    }
}
