package io.nerest.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kafka}: one broker with its own controller. */
@Command(name = "kafka", description = "Kafka: one node, broker and controller (KRaft).")
final class KafkaCommand extends PartCommand {
    @Option(
            names = "--topics",
            paramLabel = "LIST|FILE",
            description = "Topics to create if missing, name:partitions separated by commas or white space,"
                    + " or a file with such a list. Use of an unknown topic does not create it.")
    private @Nullable String topics;

    @Option(
            names = "--link-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of a second listener, which a proxy on --link-advertised-port leads to; 0 for none.")
    private int linkPort;

    @Option(
            names = "--link-advertised-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port on localhost that clients of the second listener connect to.")
    private int linkAdvertisedPort;

    @Option(
            names = "--retention-ms",
            paramLabel = "MS",
            defaultValue = "-1",
            description = "Time for which records of topics without compaction are kept; -1 for ever.")
    private long retentionMillis;

    @Override
    Part part(Path dataDir, int port, @Nullable Path log) throws Exception {
        return new KafkaPart(dataDir, port, topics(), new KafkaExtras(linkPort, linkAdvertisedPort, retentionMillis));
    }

    private List<TopicSpec> topics() throws Exception {
        if (topics == null) {
            return List.of();
        }
        boolean isFile = !topics.contains(",") && Files.isRegularFile(Path.of(topics));
        return TopicSpec.parseList(isFile ? Files.readString(Path.of(topics)) : topics);
    }
}
