package io.nerest.standalone.stack;

import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each part of the stack is started. */
final class StackParts {
    private final Installation installation;
    private final StackSettings settings;
    private final Endpoints endpoints;
    private final SigningKeys keys;

    StackParts(Installation installation, StackSettings settings, Endpoints endpoints, SigningKeys keys) {
        this.installation = installation;
        this.settings = settings;
        this.endpoints = endpoints;
        this.keys = keys;
    }

    List<PartSpec> platform() {
        List<String> postgres = new ArrayList<>(List.of("--databases", "nerest"));
        if (!settings.durable()) {
            postgres.add("--no-fsync");
        }
        return List.of(
                platformPart("kafka", "384m", List.of("--topics", topics())),
                platformPart("postgres", "64m", postgres),
                platformPart(
                        "s3",
                        "192m",
                        List.of(
                                "--buckets",
                                Endpoints.BUCKET,
                                "--access-key",
                                Endpoints.S3_ACCESS_KEY,
                                "--secret-key",
                                Endpoints.S3_SECRET_KEY)));
    }

    private static String topics() {
        Stream<String> events =
                Topics.ALL.stream().flatMap(topic -> Stream.of(withPartitions(topic), topic.deadLetterName() + ":1"));
        Stream<String> notifications =
                Stream.of(Topics.BUCKET_NOTIFICATIONS + ":3", Topics.BUCKET_NOTIFICATIONS + ".dead-letter:1");
        return Stream.concat(events, notifications).collect(Collectors.joining(","));
    }

    private static String withPartitions(Topic<?> topic) {
        return topic.name() + ":" + topic.partitions();
    }

    private PartSpec platformPart(String name, String heap, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                installation.platformClassPath(),
                "io.nerest.platform.Main",
                name,
                "--stop-on-stdin-eof",
                "--data-dir",
                settings.dataDir().resolve(name).toString(),
                "--port",
                String.valueOf(endpoints.ports().get(name))));
        command.addAll(options);
        // File names take the locale's characters, and a bare environment has none beyond ASCII.
        return new PartSpec(name, command, Map.of("LC_ALL", "C.UTF-8"), new PartSpec.Readiness.ReadyLine());
    }

    List<PartSpec> services() {
        return List.of(
                service("ingest", "192m", Map.of()),
                service(
                        "scoring",
                        "320m",
                        Map.of("NEREST_SIGNING_PUBLIC_KEY", keys.publicKey().toString())),
                service("selector", "192m", Map.of()),
                service(
                        "trainer",
                        "512m",
                        Map.of(
                                "NEREST_SIGNING_PRIVATE_KEY", keys.privateKey().toString(),
                                "NEREST_SIGNING_PUBLIC_KEY", keys.publicKey().toString(),
                                "NEREST_TRAINER_BASE_CHECKPOINT",
                                        settings.baseCheckpoint().toString())));
    }

    private PartSpec service(String name, String heap, Map<String, String> own) {
        Path work = settings.dataDir().resolve(name);
        Map<String, String> environment = new HashMap<>(own);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(endpoints.ports().get(name)));
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", endpoints.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        environment.put("NEREST_S3_ENDPOINT", endpoints.s3().toString());
        environment.put("NEREST_S3_ACCESS_KEY", Endpoints.S3_ACCESS_KEY);
        environment.put("NEREST_S3_SECRET_KEY", Endpoints.S3_SECRET_KEY);
        environment.put("NEREST_S3_BUCKET", Endpoints.BUCKET);
        environment.put("NEREST_CLASS_NAMES", String.join(",", settings.classNames()));
        environment.put("NEREST_WORK_DIR", work.toString());
        environment.put("NEREST_STOP_ON_STDIN_EOF", "true");
        // Without it ONNX Runtime writes below the user's home.
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        // The parts share the cores. Threads of libtorch wait for each other by spinning, and where another part holds
        // a
        // core that one of them needs, a batch was seen to take ten times as long; not to spin at all costs a network
        // that has the cores for itself a quarter of its speed. This many turns are some 50 microseconds.
        environment.put("GOMP_SPINCOUNT", "20000");
        return new PartSpec(
                name,
                List.of(
                        java(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        name.equals("trainer") ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                        "-jar",
                        installation.serviceJar(name + "-service").toString()),
                environment,
                new PartSpec.Readiness.HttpOk(endpoints.health(name)));
    }

    private static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }
}
