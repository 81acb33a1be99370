package io.nerest.standalone.stack;

import io.nerest.system.ChildProcess;
import io.nerest.system.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Kafka, PostgreSQL, S3 and the four services on this machine, each in its own process. */
public final class Stack implements AutoCloseable {
    private static final Duration PORT_LIMIT = Duration.ofSeconds(30);
    private static final int PORT_POLL_MILLIS = 100;

    private final Endpoints endpoints;
    private final Supervisor supervisor;
    private final Path dataDir;

    private Stack(Endpoints endpoints, Supervisor supervisor, Path dataDir) {
        this.endpoints = endpoints;
        this.supervisor = supervisor;
        this.dataDir = dataDir;
    }

    /**
     * Starts all parts and returns when every service is ready.
     *
     * @param announce receives a line when parts start, end unexpectedly or are restarted
     * @throws IOException if a part does not start; all parts that were started are stopped first
     */
    public static Stack start(Installation installation, StackSettings settings, Consumer<String> announce)
            throws IOException, InterruptedException {
        return start(installation, settings, announce, true);
    }

    /**
     * Starts Kafka, PostgreSQL and S3 without the services, so that their state can be repaired.
     *
     * @param announce receives a line when parts start, end unexpectedly or are restarted
     * @throws IOException if a part does not start; all parts that were started are stopped first
     */
    public static Stack startPlatform(Installation installation, StackSettings settings, Consumer<String> announce)
            throws IOException, InterruptedException {
        return start(installation, settings, announce, false);
    }

    private static Stack start(
            Installation installation, StackSettings settings, Consumer<String> announce, boolean withServices)
            throws IOException, InterruptedException {
        Files.createDirectories(settings.dataDir());
        StackFile before = StackFile.read(settings.dataDir()).orElse(StackFile.unused());
        if (before.isLauncherRunning()) {
            throw new IOException("a stack already runs on " + settings.dataDir() + " (process " + before.launcherPid()
                    + "); stop it, or use another --data-dir");
        }
        Endpoints endpoints = new Endpoints(ports(before, settings), AccessToken.in(settings.dataDir()));
        SigningKeys keys = SigningKeys.in(settings.dataDir().resolve("keys"));
        StackParts parts = new StackParts(installation, settings, endpoints, keys, ConsoleLogin.in(settings.dataDir()));
        List<PartSpec> services = new ArrayList<>(parts.services());
        List<PartSpec> replicas = parts.replicas();
        if (settings.trial().previous().isEmpty()) {
            services.addAll(replicas);
            replicas = List.of();
        }

        List<Stack> self = new ArrayList<>();
        Supervisor supervisor = new Supervisor(announce, () -> self.forEach(Stack::writeFileOrWarn));
        Stack stack = new Stack(endpoints, supervisor, settings.dataDir());
        self.add(stack);
        try {
            announce.accept("starting Kafka, PostgreSQL and S3");
            supervisor.start(parts.platform());
            if (withServices) {
                announce.accept("starting ingest, scoring, selector and trainer"
                        + (settings.console() ? ", and the console" : ""));
                supervisor.start(services);
                supervisor.start(replicas);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /**
     * Returns the ports of the last start, and free ones for other parts. Processes of a launcher that was killed end within
     * seconds, so their ports are awaited.
     *
     * @throws IOException if another process listens on a port of the last start
     */
    private static Map<String, Integer> ports(StackFile before, StackSettings settings)
            throws IOException, InterruptedException {
        Map<String, Integer> ports = new HashMap<>(before.ports());
        long deadline = System.nanoTime() + PORT_LIMIT.toNanos();
        for (Map.Entry<String, Integer> part : before.ports().entrySet()) {
            while (!FreePort.reserve(part.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("port %d of %s is used by another process; stop that process, or remove %s"
                                    .formatted(
                                            part.getValue(),
                                            part.getKey(),
                                            settings.dataDir().resolve("stack.json"))
                            + " to start on new ports");
                }
                TimeUnit.MILLISECONDS.sleep(PORT_POLL_MILLIS);
            }
        }
        Stream.of(Endpoints.PLATFORM, Endpoints.SERVICES, settings.replicaNames())
                .flatMap(List::stream)
                .forEach(part -> ports.putIfAbsent(part, FreePort.find(ports.values())));
        if (settings.console()) {
            ports.putIfAbsent(Endpoints.CONSOLE, FreePort.find(ports.values()));
        }
        if (settings.trial().kafkaLink().isPresent()) {
            ports.putIfAbsent(Endpoints.KAFKA_LINK, FreePort.find(ports.values()));
        }
        return ports;
    }

    private void writeFileOrWarn() {
        writeFileOrWarn(ProcessHandle.current().pid());
    }

    /** Only {@code nerest status} needs the file, so a failure to write it does not stop the stack. */
    private synchronized void writeFileOrWarn(long launcherPid) {
        Map<String, Long> pids = new HashMap<>();
        Map<String, Long> starts = new HashMap<>();
        if (launcherPid != 0) {
            starts.put(
                    StackFile.LAUNCHER,
                    ProcessIdentity.of(ProcessHandle.current()).startedAtMillis());
            supervisor.parts().stream().filter(ChildProcess::isAlive).forEach(part -> {
                pids.put(part.name(), part.pid());
                starts.put(part.name(), ProcessIdentity.of(part.handle()).startedAtMillis());
            });
        }
        try {
            new StackFile(launcherPid, endpoints.ports(), pids, starts).write(dataDir);
        } catch (IOException e) {
            System.err.println("nerest: " + e.getMessage());
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public Supervisor supervisor() {
        return supervisor;
    }

    /** Stops all parts and waits for the end of their processes. */
    @Override
    public void close() {
        supervisor.close();
        writeFileOrWarn(0);
    }
}
