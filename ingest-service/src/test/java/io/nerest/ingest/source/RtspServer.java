package io.nerest.ingest.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import io.nerest.system.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real RTSP server of this machine, if one is installed: GStreamer's, which sends by TCP, or VLC's, by UDP alone. */
final class RtspServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path VIDEOS =
            Path.of("src", "test", "resources", "video").toAbsolutePath();

    private final Kind kind;
    private final int port = FreePort.find(Set.of());
    private final Path folder;
    private ChildProcess process;

    enum Kind {
        GSTREAMER,
        VLC
    }

    private RtspServer(Kind kind, Path folder) {
        this.kind = kind;
        this.folder = folder;
    }

    /** Returns a server that is not started yet, or skips the test. */
    static RtspServer orSkip(Kind kind, Path folder) throws Exception {
        List<String> check = kind == Kind.VLC
                ? List.of("cvlc", "--version")
                : List.of(
                        "/usr/bin/python3",
                        "-c",
                        "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer");
        assumeTrue(
                runs(check),
                "skipped: " + kind + " is not installed; on Debian: apt-get install "
                        + (kind == Kind.VLC
                                ? "vlc-bin vlc-plugin-base"
                                : "gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-good gstreamer1.0-plugins-bad"));
        return new RtspServer(kind, folder);
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            // VLC is installed but refuses to run as root.
            return exit == 0 || command.get(0).equals("cvlc");
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "rtsp://127.0.0.1:" + port + "/live";
    }

    /** Starts sending a video of the test resources. */
    void start(String video) throws Exception {
        start(Files.copy(VIDEOS.resolve(video), folder.resolve(video)));
    }

    /** Starts sending a video that lies in the server's folder. */
    void start(Path file) throws Exception {
        Path log = folder.resolve("server.log");
        List<String> command = new ArrayList<>();
        if (kind == Kind.GSTREAMER) {
            command.addAll(List.of(
                    "/usr/bin/python3",
                    VIDEOS.resolve("rtsp-server.py").toString(),
                    String.valueOf(port),
                    file.toString()));
        } else {
            folder.toFile().setExecutable(true, false);
            folder.toFile().setReadable(true, false);
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            }
            command.addAll(List.of(
                    "cvlc", "-q", "--no-audio", file.toString(), "--sout", "#rtp{sdp=" + url() + "}", "--sout-keep"));
        }
        process = ChildProcess.start(new ChildSpec("rtsp", command, Map.of("HOME", "/tmp"), log));
        process.awaitReady(this::accepts, LIMIT);
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops the server without ending its connections, as a camera that hangs. */
    void hang() throws Exception {
        signal("STOP");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    void kill() throws InterruptedException {
        process.killWithDescendants();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
