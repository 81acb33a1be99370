package io.nerest.cli.dataset;

import io.nerest.commandline.remote.RemoteService;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The stack whose named data sets a command uses. */
final class StackDatasetOptions {
    @Option(names = "--url", required = true, paramLabel = "URL", description = "ingest service of a running stack")
    private URI url = URI.create("");

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "bearer token of the service (NEREST_TOKEN, or NEREST_ACCESS_TOKEN)")
    private @Nullable String token;

    RemoteService ingest() {
        return RemoteService.ofStack("--url", url, Optional.ofNullable(token));
    }

    /** Returns the path of a data set. */
    static String path(String name) {
        return "/api/datasets/" + segment(name);
    }

    /** Returns a name as it is written in a URL. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
