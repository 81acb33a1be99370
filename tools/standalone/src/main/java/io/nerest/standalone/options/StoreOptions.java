package io.nerest.standalone.options;

import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StoreAddress;
import io.nerest.standalone.stack.StoreCredentials;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of commands that read an object store elsewhere than in a data directory. */
public final class StoreOptions {
    @Option(
            names = "--s3",
            paramLabel = "URL",
            description =
                    "Object store of an installation, instead of --data-dir. Its credentials are the environment variables"
                            + " NEREST_S3_ACCESS_KEY and NEREST_S3_SECRET_KEY.")
    private Optional<URI> s3 = Optional.empty();

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            description = "Bucket of the store that --s3 names. Default: ${DEFAULT-VALUE}.",
            defaultValue = Endpoints.BUCKET)
    private String bucket = Endpoints.BUCKET;

    /** Returns the store that the options name; empty if they name none. */
    public Optional<StoreAddress> address() {
        return s3.map(url -> new StoreAddress(url, StoreCredentials.of(System.getenv()), bucket));
    }
}
