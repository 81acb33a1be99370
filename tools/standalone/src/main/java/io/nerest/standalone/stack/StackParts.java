package io.nerest.standalone.stack;

import io.nerest.standalone.topics.PlannedTopic;
import io.nerest.system.ChildSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Defines the program, memory limit and environment of every part of the stack. */
final class StackParts {
    private final Installation installation;
    private final StackSettings settings;
    private final Endpoints endpoints;
    private final SigningKeys keys;
    private final ConsoleLogin login;

    StackParts(
            Installation installation,
            StackSettings settings,
            Endpoints endpoints,
            SigningKeys keys,
            ConsoleLogin login) {
        this.installation = installation;
        this.settings = settings;
        this.endpoints = endpoints;
        this.keys = keys;
        this.login = login;
    }

    List<PartSpec> platform() {
        List<String> postgres = new ArrayList<>(List.of("--databases", Endpoints.DATABASE));
        if (!settings.durable()) {
            postgres.add("--no-fsync");
        }
        return List.of(
                platformPart("kafka", "384m", kafkaOptions()),
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

    private List<String> kafkaOptions() {
        List<String> options = new ArrayList<>(List.of("--topics", topics()));
        settings.trial()
                .kafkaLink()
                .ifPresent(port -> options.addAll(List.of(
                        "--link-port",
                        String.valueOf(endpoints.ports().get(Endpoints.KAFKA_LINK)),
                        "--link-advertised-port",
                        String.valueOf(port))));
        settings.trial()
                .kafkaRetention()
                .ifPresent(kept -> options.addAll(List.of("--retention-ms", String.valueOf(kept.toMillis()))));
        return options;
    }

    /** Options of the Java program for a trial. */
    private List<String> trialOptions(String name) {
        return settings.trial().clocks().map(clocks -> clocks.javaOptions(name)).orElse(List.of());
    }

    private static String topics() {
        return PlannedTopic.all().stream()
                .map(topic -> topic.name() + ":" + topic.partitions() + (topic.compacted() ? ":compacted" : ""))
                .collect(Collectors.joining(","));
    }

    private PartSpec platformPart(String name, String heap, List<String> options) {
        List<String> arguments = new ArrayList<>(trialOptions(name));
        arguments.addAll(List.of(
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
        arguments.addAll(options);
        // The locale determines the encoding of file names; the POSIX default supports ASCII only.
        return new PartSpec(
                new ChildSpec(name, ChildSpec.java(arguments), Map.of("LC_ALL", "C.UTF-8"), log(name)),
                new PartSpec.Readiness.ReadyLine());
    }

    List<PartSpec> services() {
        List<PartSpec> services = new ArrayList<>();
        Endpoints.SERVICES.forEach(name -> services.add(service(name)));
        if (settings.console()) {
            services.add(service(Endpoints.CONSOLE));
        }
        return services;
    }

    List<PartSpec> replicas() {
        return settings.replicaNames().stream().map(this::service).toList();
    }

    private PartSpec service(String name) {
        String publicKey = keys.publicKey().toString();
        return switch (Endpoints.serviceOf(name)) {
            case "scoring" -> service(name, "320m", Map.of("NEREST_SIGNING_PUBLIC_KEY", publicKey));
            case "selector" -> service(name, "192m", Map.of("NEREST_SIGNING_PUBLIC_KEY", publicKey));
            case "trainer" ->
                service(
                        name,
                        "512m",
                        Map.of(
                                "NEREST_SIGNING_PRIVATE_KEY", keys.privateKey().toString(),
                                "NEREST_SIGNING_PUBLIC_KEY", publicKey,
                                "NEREST_TRAINER_BASE_CHECKPOINT",
                                        settings.baseCheckpoint().toString()));
            case Endpoints.CONSOLE ->
                service(
                        name,
                        "128m",
                        Map.of(
                                "NEREST_CONSOLE_INGEST",
                                        endpoints.service("ingest").toString(),
                                "NEREST_CONSOLE_SCORING",
                                        endpoints.service("scoring").toString(),
                                "NEREST_CONSOLE_SELECTOR",
                                        endpoints.service("selector").toString(),
                                "NEREST_CONSOLE_TRAINER",
                                        endpoints.service("trainer").toString(),
                                "NEREST_CONSOLE_KEY", login.key()));
            default -> service(name, "192m", Map.of());
        };
    }

    private PartSpec service(String name, String heap, Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(own);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(endpoints.ports().get(name)));
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", endpoints.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", Endpoints.DATABASE_USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", Endpoints.DATABASE_PASSWORD);
        environment.put("NEREST_S3_ENDPOINT", endpoints.s3().toString());
        environment.put("NEREST_S3_ACCESS_KEY", Endpoints.S3_ACCESS_KEY);
        environment.put("NEREST_S3_SECRET_KEY", Endpoints.S3_SECRET_KEY);
        environment.put("NEREST_S3_BUCKET", Endpoints.BUCKET);
        environment.put("NEREST_CLASS_NAMES", String.join(",", settings.classNames()));
        environment.put("NEREST_WORK_DIR", settings.dataDir().resolve(name).toString());
        environment.put("NEREST_POD", name);
        environment.put(AccessToken.VARIABLE, endpoints.accessToken());
        environment.put("NEREST_STOP_ON_STDIN_EOF", "true");
        // Without this variable ONNX Runtime writes to the user's home directory.
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        // The parts share the cores. Threads of libtorch spin while they wait for each other; if another process holds
        // the core of one of them, a batch takes up to ten times as long. Without any spinning, inference on an idle
        // machine is a quarter slower. 20,000 iterations take about 50 microseconds.
        environment.put("GOMP_SPINCOUNT", "20000");
        settings.trial().kafkaLink().ifPresent(port -> environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + port));
        if (settings.trial().previous().isPresent()) {
            // Versions before it was their default do not start on a later schema without it.
            environment.put("QUARKUS_FLYWAY_IGNORE_MIGRATION_PATTERNS", "*:future,*:missing");
        }
        environment.putAll(settings.extra());
        List<String> arguments = new ArrayList<>(trialOptions(name));
        arguments.addAll(List.of(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                Endpoints.serviceOf(name).equals("trainer") ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                "-jar",
                program(name).toString()));
        return new PartSpec(
                new ChildSpec(name, ChildSpec.java(arguments), environment, log(name)),
                new PartSpec.Readiness.HealthCheck(endpoints.health(name)));
    }

    private Path program(String name) {
        Installation home = settings.replicaNames().contains(name)
                ? settings.trial().previous().orElse(installation)
                : installation;
        return home.serviceJar(module(name));
    }

    private static String module(String name) {
        return name.equals(Endpoints.CONSOLE) ? name : Endpoints.serviceOf(name) + "-service";
    }

    private Path log(String name) {
        return settings.logFolder().resolve(name + ".log");
    }
}
