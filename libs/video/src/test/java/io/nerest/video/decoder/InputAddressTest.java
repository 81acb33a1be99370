package io.nerest.video.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.address.ForbiddenAddressException;
import io.nerest.video.address.Network;
import io.nerest.video.fixture.NumberedVideo;
import io.nerest.vision.image.ImageLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cameras of the tests listen on 127.0.0.1, which is allowed; 127.0.0.2 is not. */
class InputAddressTest {
    private static final AddressRule RULE = new AddressRule(List.of(Network.parse("127.0.0.1")));

    private HttpServer http;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private CameraUrl url(String path) {
        return CameraUrl.parse(
                "http://eye:s%40cret@127.0.0.1:" + http.getAddress().getPort() + path);
    }

    private void redirect(String path, String location) {
        http.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private void camera(String path, boolean withLength, int frames) {
        http.createContext(path, exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace;boundary=frame");
            exchange.sendResponseHeaders(200, 0);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int number = 1; number <= frames; number++) {
                try (DecodedImage image = NumberedVideo.frame(number)) {
                    byte[] jpeg = ImageEncoder.jpeg(image, 90);
                    body.writeBytes(("--frame\r\nContent-Type: image/jpeg\r\n"
                                    + (withLength ? "Content-Length: " + jpeg.length + "\r\n" : "")
                                    + "X-Timestamp: 1785585600.5\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    body.writeBytes(jpeg);
                    body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            body.writeBytes("--frame--\r\n".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().write(body.toByteArray());
            exchange.close();
        });
    }

    private static List<Integer> numbers(CameraUrl url) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (MjpegInput input = MjpegInput.open(url, RULE, ImageLimits.DEFAULT)) {
            for (Optional<RawFrame> frame = input.next(); frame.isPresent(); frame = input.next()) {
                assertThat(frame.get().cameraTime()).isEqualTo(1_785_585_600_500_000L);
                numbers.add(NumberedVideo.read(frame.get().jpeg()));
            }
        }
        return numbers;
    }

    @Test
    void jpegsOfAnHttpCameraAreReadWithAndWithoutTheirLength() throws IOException {
        camera("/with", true, 3);
        camera("/without", false, 3);

        assertThat(numbers(url("/with"))).containsExactly(1, 2, 3);
        assertThat(numbers(url("/without"))).containsExactly(1, 2, 3);
        assertThat(authorizations).allMatch(header -> header.startsWith("Basic "));
    }

    @Test
    void aRedirectToAnAllowedAddressIsFollowed() throws IOException {
        redirect("/old", "/new");
        camera("/new", true, 2);

        assertThat(numbers(url("/old"))).containsExactly(1, 2);
    }

    @Test
    void aRedirectToAForbiddenAddressIsNotFollowed() {
        redirect("/metadata", "http://169.254.169.254/latest/meta-data/");
        redirect("/loopback", "http://127.0.0.2:" + http.getAddress().getPort() + "/new");
        redirect("/file", "file:///etc/passwd");

        assertThatThrownBy(() -> MjpegInput.open(url("/metadata"), RULE, ImageLimits.DEFAULT))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("metadata");
        assertThatThrownBy(() -> MjpegInput.open(url("/loopback"), RULE, ImageLimits.DEFAULT))
                .isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> MjpegInput.open(url("/file"), RULE, ImageLimits.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("cret");
    }

    @Test
    void anEndlessRedirectEnds() {
        redirect("/loop", "/loop");

        assertThatThrownBy(() -> MjpegInput.open(url("/loop"), RULE, ImageLimits.DEFAULT))
                .hasMessageContaining("more than 5 times");
    }

    @Test
    void ffmpegDoesNotFollowAnRtspRedirectByItself() throws Exception {
        try (ServerSocket redirecting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket forbidden = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            Thread server = new Thread(() -> answerWithRedirect(redirecting, forbidden.getLocalPort()));
            server.setDaemon(true);
            server.start();
            CameraUrl url = CameraUrl.parse("rtsp://127.0.0.1:" + redirecting.getLocalPort() + "/live");

            assertThatThrownBy(() -> RtspInput.open(url, false, RULE, 1_000_000))
                    .isInstanceOf(ForbiddenAddressException.class);

            forbidden.setSoTimeout(300);
            assertThatThrownBy(forbidden::accept)
                    .as("a connection to the forbidden address")
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void theQueryOfAnRtspUrlReachesTheCameraAndNoMessage() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (ServerSocket camera = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> recordAndRefuse(camera, requests));
            server.setDaemon(true);
            server.start();
            CameraUrl url = CameraUrl.parse("rtsp://eye:s3cret@127.0.0.1:" + camera.getLocalPort()
                    + "/live?source=cam%201&channel=2&token=s3cret==");

            assertThatThrownBy(() -> RtspInput.open(url, false, RULE, 1_000_000).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("s3cret")
                    .hasMessageNotContaining("token");
        }
        assertThat(requests).anyMatch(line -> line.contains("/live?source=cam%201&channel=2&token=s3cret== RTSP/1.0"));
    }

    private static void recordAndRefuse(ServerSocket server, List<String> requests) {
        while (true) {
            try (Socket client = server.accept()) {
                byte[] request = new byte[4_096];
                for (int read = client.getInputStream().read(request);
                        read > 0;
                        read = client.getInputStream().read(request)) {
                    String text = new String(request, 0, read, StandardCharsets.US_ASCII);
                    requests.add(text.lines().findFirst().orElse(""));
                    String number = text.replaceAll("(?s).*CSeq: (\\d+).*", "$1");
                    String status = text.startsWith("OPTIONS") ? "200 OK" : "404 Not Found";
                    client.getOutputStream()
                            .write(("RTSP/1.0 " + status + "\r\nCSeq: " + number + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void answerWithRedirect(ServerSocket server, int port) {
        while (true) {
            try (Socket client = server.accept()) {
                byte[] request = new byte[4_096];
                if (client.getInputStream().read(request) > 0) {
                    client.getOutputStream()
                            .write(("RTSP/1.0 302 Moved\r\nCSeq: 1\r\nLocation: rtsp://127.0.0.2:" + port
                                            + "/live\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                return;
            }
        }
    }
}
