package io.nerest.standalone.setup;

import io.nerest.commandline.OptionRange;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.SigningKeys;
import io.nerest.standalone.stack.StoreCredentials;
import io.nerest.standalone.topics.PlannedTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest setup}: prepares Kafka, the object store and the signing keys of an installation. */
@Command(
        name = "setup",
        showDefaultValues = true,
        description = {
            "Prepare an installation: create the signing keys, the topics, and the bucket with its notifications.",
            "What exists is kept. The credentials of the store are the environment variables NEREST_S3_ACCESS_KEY and"
                    + " NEREST_S3_SECRET_KEY."
        })
public final class SetupCommand implements Callable<Integer> {
    private static final int MOST_REPLICAS = 15;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Brokers; no topics without this option.")
    private Optional<String> kafka = Optional.empty();

    @Option(names = "--replicas", description = "Copies of each partition; by default the brokers decide.")
    private Optional<Integer> replicas = Optional.empty();

    @Option(names = "--s3", paramLabel = "URL", description = "Object store; no bucket without this option.")
    private Optional<URI> s3 = Optional.empty();

    @Option(
            names = "--bucket",
            description = "Bucket of frames, snapshots and models.",
            defaultValue = Endpoints.BUCKET)
    private String bucket = Endpoints.BUCKET;

    @Option(
            names = "--notification-arn",
            paramLabel = "ARN",
            description = "The store's name for the topic of bucket notifications, as in"
                    + " arn:rustfs:sqs:us-east-1:nerest:kafka. Without it, or if it is empty, the store's notifications"
                    + " stay as they are.")
    private Optional<String> notificationArn = Optional.empty();

    @Option(
            names = "--private-key",
            paramLabel = "FILE",
            description = "Private key that signs models; written with --public-key if neither exists.")
    private Optional<Path> privateKey = Optional.empty();

    @Option(names = "--public-key", paramLabel = "FILE", description = "Public key that verifies models.")
    private Optional<Path> publicKey = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (privateKey.isPresent() != publicKey.isPresent()) {
            throw new IllegalArgumentException("--private-key and --public-key: name both files or neither");
        }
        Optional<Short> copies =
                replicas.map(count -> (short) OptionRange.whole("--replicas", count, 1, MOST_REPLICAS));
        Optional<StoreCredentials> credentials = s3.map(store -> StoreCredentials.of(System.getenv()));
        PrintWriter out = spec.commandLine().getOut();
        if (privateKey.isPresent() && publicKey.isPresent()) {
            out.println(keys(privateKey.get(), publicKey.get()));
        }
        if (kafka.isPresent()) {
            List<PlannedTopic> topics = PlannedTopic.all();
            int created = new TopicSetup(kafka.get(), copies).create(topics).size();
            out.println("topics: %d created, %d existed".formatted(created, topics.size() - created));
        }
        if (s3.isPresent() && credentials.isPresent()) {
            BucketSetup store = new BucketSetup(s3.get(), credentials.get(), bucket);
            out.println("bucket " + bucket + ": " + (store.create() ? "created" : "existed"));
            if (!notificationArn.orElse("").isBlank()) {
                store.notifyTo(notificationArn.get());
                out.println("bucket " + bucket + ": new frames are notified to " + notificationArn.get());
            }
        }
        return 0;
    }

    /** A new pair would invalidate the signatures of all models, so a missing file is never replaced beside an existing one. */
    private static String keys(Path privateKey, Path publicKey) throws IOException {
        boolean hasPrivate = Files.exists(privateKey);
        if (hasPrivate != Files.exists(publicKey)) {
            throw new IOException(
                    "%s exists and %s does not: restore the missing file, or remove the other to create a new pair, which makes all models of this installation invalid"
                            .formatted(hasPrivate ? privateKey : publicKey, hasPrivate ? publicKey : privateKey));
        }
        SigningKeys.at(privateKey, publicKey);
        return "signing keys: " + (hasPrivate ? "existed" : "created");
    }
}
