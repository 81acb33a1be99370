package io.nerest.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import io.nerest.system.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Ceph object gateway with one monitor and one store in memory, from the packages of the system. */
final class CephGateway implements AutoCloseable {
    static final String ACCESS_KEY = "nerest";
    static final String SECRET_KEY = "nerest-secret";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> PROGRAMS =
            List.of("ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin");

    private final Path folder;
    private final int port = FreePort.find();
    private final List<ChildProcess> daemons = new ArrayList<>();

    private CephGateway(Path folder) {
        this.folder = folder;
    }

    /** Whether all programs are on the path: Debian's packages {@code radosgw}, {@code ceph-mon} and {@code ceph-osd}. */
    static boolean isInstalled() {
        return PROGRAMS.stream().allMatch(CephGateway::isOnPath);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** @param folder new or empty */
    static CephGateway start(Path folder) throws IOException, InterruptedException {
        CephGateway gateway = new CephGateway(folder);
        try {
            gateway.start();
            return gateway;
        } catch (IOException | InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void start() throws IOException, InterruptedException {
        String monitor = "127.0.0.1:" + FreePort.find();
        String cluster = UUID.randomUUID().toString();
        String store = UUID.randomUUID().toString();
        for (String data : List.of("mon", "osd", "rgw")) {
            Files.createDirectories(folder.resolve(data));
        }
        Files.writeString(folder.resolve("ceph.conf"), configuration(cluster, monitor));
        run("monmaptool", "--create", "--add", "a", monitor, "--fsid", cluster, "monmap");
        run("ceph-authtool", "-C", "keyring", "--gen-key", "-n", "mon.", "--cap", "mon", "allow *");
        run(
                "ceph-authtool",
                "keyring",
                "--gen-key",
                "-n",
                "client.admin",
                "--cap",
                "mon",
                "allow *",
                "--cap",
                "osd",
                "allow *");
        run(
                "ceph-authtool",
                "keyring",
                "--gen-key",
                "-n",
                "osd.0",
                "--cap",
                "mon",
                "allow profile osd",
                "--cap",
                "osd",
                "allow *");
        run("ceph-mon", "-c", "ceph.conf", "--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", "keyring");
        daemon("ceph-mon", "-i", "a");
        run("ceph", "-c", "ceph.conf", "--connect-timeout", "60", "osd", "new", store, "0");
        run("ceph", "-c", "ceph.conf", "auth", "import", "-i", "keyring");
        run("ceph-osd", "-c", "ceph.conf", "-i", "0", "--mkfs", "--osd-uuid", store);
        daemon("ceph-osd", "-i", "0");
        daemon("radosgw", "-n", "client.admin");
        Awaitility.await().atMost(LIMIT).until(this::answers);
        run(
                "radosgw-admin",
                "-c",
                "ceph.conf",
                "user",
                "create",
                "--uid",
                "nerest",
                "--display-name",
                "nerest",
                "--access-key",
                ACCESS_KEY,
                "--secret-key",
                SECRET_KEY);
    }

    private String configuration(String cluster, String monitor) {
        return """
                [global]
                fsid = %1$s
                mon host = %2$s
                keyring = %3$s/keyring
                public addr = 127.0.0.1
                cluster addr = 127.0.0.1
                osd pool default size = 1
                osd pool default min size = 1
                osd pool default pg num = 1
                osd pool default pgp num = 1
                osd pool default pg autoscale mode = off
                mon allow pool size one = true
                mon max pg per osd = 1000
                osd crush chooseleaf type = 0
                osd objectstore = memstore
                memstore device bytes = 1073741824
                admin socket =
                pid file =
                log file = %3$s/$name.log
                mon data = %3$s/mon
                osd data = %3$s/osd
                rgw data = %3$s/rgw
                rgw frontends = beast endpoint=127.0.0.1:%4$d
                """.formatted(cluster, monitor, folder, port);
    }

    private boolean answers() throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(endpoint()).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void daemon(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(program, "-f", "-c", folder.resolve("ceph.conf").toString()));
        command.addAll(List.of(arguments));
        daemons.add(ChildProcess.start(new ChildSpec(program, command, Map.of(), folder.resolve(program + ".out"))));
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("commands.out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " did not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": "
                    + Files.readString(out, UTF_8));
        }
    }

    @Override
    public void close() {
        for (int i = daemons.size() - 1; i >= 0; i--) {
            try {
                daemons.get(i).stop(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
