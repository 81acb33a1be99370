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

    @Override
    Part part(Path dataDir, int port, @Nullable Path log) throws Exception {
        return new KafkaPart(dataDir, port, topics());
    }

    private List<TopicSpec> topics() throws Exception {
        if (topics == null) {
            return List.of();
        }
        boolean isFile = !topics.contains(",") && Files.isRegularFile(Path.of(topics));
        return TopicSpec.parseList(isFile ? Files.readString(Path.of(topics)) : topics);
    }
}
