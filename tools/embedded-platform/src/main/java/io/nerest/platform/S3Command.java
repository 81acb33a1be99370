package io.nerest.platform;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code s3}: an S3 store in a directory. */
@Command(name = "s3", description = "S3: objects are files in a directory. Sends no bucket notifications.")
final class S3Command extends PartCommand {
    @Option(
            names = "--buckets",
            paramLabel = "NAME",
            split = ",",
            description = "Buckets to create if missing, separated by commas.")
    private List<String> buckets = List.of();

    @Option(names = "--access-key", defaultValue = "nerest", description = "Access key; ${DEFAULT-VALUE} by default.")
    private String accessKey = "";

    @Option(
            names = "--secret-key",
            defaultValue = "nerest-secret",
            description = "Secret key; ${DEFAULT-VALUE} by default.")
    private String secretKey = "";

    @Override
    Part part(Path dataDir, int port, @Nullable Path log) {
        return new S3Part(dataDir, port, accessKey, secretKey, buckets);
    }
}
