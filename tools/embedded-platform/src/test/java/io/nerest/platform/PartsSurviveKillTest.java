package io.nerest.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.system.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsSurviveKillTest {
    private static final String DATABASE = "nerest";

    @TempDir
    Path folder;

    @Test
    void kafkaKeepsAcknowledgedRecordsWhenKilled() throws Exception {
        // Given
        int port = FreePort.find();
        Map<String, Object> connection = Map.of("bootstrap.servers", "localhost:" + port, "acks", "all");
        try (PlatformProcess kafka = kafka(port)) {
            assertThat(kafka.readyLine()).isEqualTo("READY kafka localhost:" + port);
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(connection, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("frames", "acknowledged")).get(30, TimeUnit.SECONDS);
            }

            // When
            kafka.kill();
        }

        // Then
        try (PlatformProcess kafka = kafka(port);
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", "localhost:" + port),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition("frames", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            List<String> values = new ArrayList<>();
            for (int poll = 0; poll < 300 && values.isEmpty(); poll++) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            assertThat(values).containsExactly("acknowledged");
            assertThat(consumer.listTopics()).containsOnlyKeys("frames");
            assertThat(kafka.terminate()).isIn(0, 143);
        }
    }

    private PlatformProcess kafka(int port) throws Exception {
        return PlatformProcess.start("kafka", "384m", folder.resolve("kafka"), port, "--topics=frames:1");
    }

    @Test
    void postgresKeepsCommittedRowsWhenItsJvmIsKilledAndNoProcessRemains() throws Exception {
        // Given
        int port = FreePort.find();
        List<ProcessHandle> children;
        try (PlatformProcess postgres = postgres(port)) {
            execute(port, "CREATE TABLE frame (id int)", "INSERT INTO frame VALUES (7)");
            children = postgres.children();
            assertThat(children).isNotEmpty();

            // When
            postgres.kill();
        }

        // Then
        assertThat(children).allSatisfy(child -> child.onExit().get(10, TimeUnit.SECONDS));
        try (PlatformProcess postgres = postgres(port)) {
            assertThat(onlyFrame(port)).isEqualTo(7);
            assertThat(postgres.endStdin()).isZero();
        }
    }

    @Test
    void postgresKeepsCommittedRowsWhenTheServerIsKilledAndItsJvmEnds() throws Exception {
        // Given
        int port = FreePort.find();
        try (PlatformProcess postgres = postgres(port)) {
            execute(port, "CREATE TABLE frame (id int)", "INSERT INTO frame VALUES (7)");

            // When
            Path pidFile = folder.resolve("postgres/pgdata/postmaster.pid");
            long server = Long.parseLong(Files.readAllLines(pidFile).get(0));
            ProcessHandle.of(server).orElseThrow().destroyForcibly();

            // Then
            assertThat(postgres.endStdin()).isNotNegative();
        }
        try (PlatformProcess postgres = postgres(port)) {
            assertThat(onlyFrame(port)).isEqualTo(7);
            assertThat(postgres.endStdin()).isZero();
        }
    }

    @Test
    void postgresAndItsProcessesEndWhenTheLauncherEnds() throws Exception {
        // Given
        try (PlatformProcess postgres = postgres(FreePort.find())) {
            List<ProcessHandle> children = postgres.children();

            // When
            int status = postgres.endStdin();

            // Then
            assertThat(status).isZero();
            assertThat(children).allSatisfy(child -> child.onExit().get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void postgresStartsOnADirectoryThatAnOrphanedServerStillUses() throws Exception {
        // Given: a server whose JVM and guard were killed
        int port = FreePort.find();
        try (PlatformProcess postgres = postgres(port)) {
            execute(port, "CREATE TABLE frame (id int)", "INSERT INTO frame VALUES (7)");
            postgres.children().stream()
                    .filter(child -> child.info().command().orElse("").endsWith("sh"))
                    .forEach(ProcessHandle::destroyForcibly);
            List<ProcessHandle> servers = postgres.children();
            postgres.kill();
            assertThat(servers).anyMatch(ProcessHandle::isAlive);
        }

        // When
        try (PlatformProcess postgres = postgres(port)) {

            // Then
            assertThat(onlyFrame(port)).isEqualTo(7);
            assertThat(postgres.endStdin()).isZero();
        }
    }

    @Test
    void aDurablePostgresCreatesItsOwnCluster() throws Exception {
        // Given
        int port = FreePort.find();

        // When
        try (PlatformProcess postgres =
                PlatformProcess.start("postgres", "64m", folder.resolve("durable"), port, "--databases=" + DATABASE)) {

            // Then
            execute(port, "CREATE TABLE frame (id int)", "INSERT INTO frame VALUES (7)");
            assertThat(onlyFrame(port)).isEqualTo(7);
            assertThat(postgres.endStdin()).isZero();
        }
    }

    private PlatformProcess postgres(int port) throws Exception {
        return PlatformProcess.start(
                "postgres", "64m", folder.resolve("postgres"), port, "--databases=" + DATABASE, "--no-fsync");
    }

    private static void execute(int port, String... commands) throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static int onlyFrame(int port) throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM frame")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + DATABASE, "postgres", "");
    }
}
