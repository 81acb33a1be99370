package io.nerest.platform;

import io.nerest.system.FreePort;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** One Kafka node in KRaft mode, broker and controller, configured for a small heap. */
final class KafkaPart implements Part {
    private static final int NODE_ID = 1;
    private static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int TOPIC_LIMIT_S = 60;

    private final Path logDir;
    private final int port;
    private final List<TopicSpec> topics;
    private final KafkaExtras extras;
    private @Nullable KafkaRaftServer server;

    KafkaPart(Path dataDir, int port, List<TopicSpec> topics, KafkaExtras extras) {
        this.logDir = dataDir.resolve("log");
        this.port = port;
        this.topics = topics;
        this.extras = extras;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int start() throws Exception {
        if (!Files.exists(logDir.resolve("meta.properties"))) {
            format();
        }
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties()), Time.SYSTEM);
        server = started;
        started.startup();
        createTopics();
        return port;
    }

    private void format() throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setDirectories(List.of(logDir.toString()))
                .setMetadataLogDirectory(logDir.toString())
                .setControllerListenerName(CONTROLLER_LISTENER)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private Map<String, String> properties() throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("log.dirs", logDir.toString());

        // The static quorum is not stored, so the controller may use another port after every restart.
        int controllerPort = FreePort.find();
        properties.put("controller.quorum.voters", NODE_ID + "@localhost:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listeners", "BROKER://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.put("advertised.listeners", "BROKER://localhost:" + port);
        properties.put("inter.broker.listener.name", "BROKER");
        properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");

        // A misspelt topic name must fail instead of creating a topic.
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // On one machine a killed consumer can be detected sooner than the default minimum of 6 s.
        properties.put("group.min.session.timeout.ms", "1000");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(internal + ".replication.factor", "1");
            properties.put(internal + ".num.partitions", "2");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");

        // Some consumers read a topic from its start, and a data directory may be opened months later. The default of
        // seven
        // days would delete the events of an older data directory 30 s after its start.
        properties.put("log.retention.ms", "-1");
        properties.put("offsets.retention.minutes", Integer.toString(10 * 366 * 24 * 60));

        // A killed broker can register again only after its old session has expired, by default after 9 s.
        properties.put("broker.session.timeout.ms", "4000");
        properties.put("broker.heartbeat.interval.ms", "1000");

        // The defaults assume many cores and gigabytes of heap; the log cleaner alone would use 128 MiB.
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        properties.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
        properties.put("offsets.load.buffer.size", Integer.toString(1 << 20));
        extras.addTo(properties);
        return properties;
    }

    private void createTopics() throws Exception {
        if (topics.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + port))) {
            Set<String> existing = admin.listTopics().names().get(TOPIC_LIMIT_S, TimeUnit.SECONDS);
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                    .toList();
            admin.createTopics(missing).all().get(TOPIC_LIMIT_S, TimeUnit.SECONDS);
            // Also of a topic that an earlier version created.
            AlterConfigOp compact = new AlterConfigOp(
                    new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
                    AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(topics.stream()
                            .filter(TopicSpec::compacted)
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                                    topic -> List.of(compact))))
                    .all()
                    .get(TOPIC_LIMIT_S, TimeUnit.SECONDS);
        }
    }

    @Override
    public void awaitEnd() {
        KafkaRaftServer running = server;
        if (running != null) {
            running.awaitShutdown();
        }
    }

    @Override
    public void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            running.shutdown();
        }
    }
}
