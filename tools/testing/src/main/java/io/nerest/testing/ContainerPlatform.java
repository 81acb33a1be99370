package io.nerest.testing;

import io.nerest.system.FreePort;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * The platform as three containers. Host ports are fixed, so a restarted part keeps its address. The system properties
 * {@code nerest.platform.kafka.image}, {@code nerest.platform.postgres.image} and {@code nerest.platform.s3.image} name other
 * images that take the same environment variables.
 */
final class ContainerPlatform implements Platform {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int TOPIC_LIMIT_S = 60;

    private final Map<PlatformPart, Integer> ports = new EnumMap<>(PlatformPart.class);
    private final Map<PlatformPart, GenericContainer<?>> containers = new EnumMap<>(PlatformPart.class);

    private ContainerPlatform() {
        for (PlatformPart part : PlatformPart.values()) {
            ports.put(part, FreePort.find(ports.values()));
        }
        containers.put(PlatformPart.KAFKA, kafka(port(PlatformPart.KAFKA)));
        containers.put(PlatformPart.POSTGRES, postgres(port(PlatformPart.POSTGRES)));
        containers.put(PlatformPart.S3, s3(port(PlatformPart.S3)));
    }

    static ContainerPlatform start() {
        ContainerPlatform platform = new ContainerPlatform();
        try {
            platform.containers.values().parallelStream().forEach(GenericContainer::start);
            platform.createTopics();
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private static GenericContainer<?> kafka(int port) {
        return container(
                        image("kafka", "apache/kafka:4.1.1"),
                        port,
                        9092,
                        Wait.forLogMessage(".*Kafka Server started.*", 1))
                .withEnv("KAFKA_NODE_ID", "1")
                .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://:9092,LOCAL://:9094,CONTROLLER://:9093")
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://localhost:" + port + ",LOCAL://localhost:9094")
                .withEnv(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "PLAINTEXT:PLAINTEXT,LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "LOCAL")
                .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                // As the embedded broker: tests kill services and the broker, and wait for neither longer than needed.
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000")
                .withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "1000");
    }

    private static GenericContainer<?> postgres(int port) {
        return container(
                        image("postgres", "postgres:18.3"),
                        port,
                        5432,
                        Wait.forLogMessage(".*database system is ready to accept connections.*\\n", 2))
                .withEnv("POSTGRES_USER", DATABASE_USER)
                .withEnv("POSTGRES_PASSWORD", DATABASE_PASSWORD)
                .withEnv("POSTGRES_DB", DATABASE);
    }

    private static GenericContainer<?> s3(int port) {
        return container(image("s3", "rustfs/rustfs:1.0.0"), port, 9000, Wait.forListeningPort())
                .withEnv("RUSTFS_ACCESS_KEY", S3_ACCESS_KEY)
                .withEnv("RUSTFS_SECRET_KEY", S3_SECRET_KEY);
    }

    /** Returns the image of a part: the system property {@code nerest.platform.kafka.image}, or the given one. */
    private static String image(String part, String usual) {
        return System.getProperty("nerest.platform." + part + ".image", usual);
    }

    private static GenericContainer<?> container(String image, int hostPort, int port, WaitStrategy ready) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image));
        container.setPortBindings(List.of(hostPort + ":" + port));
        container.withExposedPorts(port).waitingFor(ready.withStartupTimeout(START_LIMIT));
        return container;
    }

    private void createTopics() {
        List<NewTopic> topics = PlatformTopics.all().entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1)
                        .configs(
                                PlatformTopics.isCompacted(topic.getKey())
                                        ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                                        : Map.of()))
                .toList();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafkaBootstrapServers()))) {
            admin.createTopics(topics).all().get(TOPIC_LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics could not be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", e);
        }
    }

    private GenericContainer<?> container(PlatformPart part) {
        return Objects.requireNonNull(containers.get(part));
    }

    @Override
    public int port(PlatformPart part) {
        return Objects.requireNonNull(ports.get(part));
    }

    @Override
    public void kill(PlatformPart part) {
        DockerClientFactory.instance()
                .client()
                .killContainerCmd(container(part).getContainerId())
                .exec();
    }

    @Override
    public void start(PlatformPart part) {
        DockerClientFactory.instance()
                .client()
                .startContainerCmd(container(part).getContainerId())
                .exec();
        Wait.forListeningPort().withStartupTimeout(START_LIMIT).waitUntilReady(container(part));
    }

    @Override
    public void close() {
        containers.values().forEach(GenericContainer::stop);
    }
}
