package io.nerest.video.decoder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.address.Network;
import io.nerest.video.fixture.NumberedVideo;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cameras send that does not follow the protocol. A bad part costs itself, and not the stream. */
@Timeout(60)
class MjpegInputTest {
    private static final AddressRule RULE = new AddressRule(List.of(Network.parse("127.0.0.1")));
    private static final int BROKEN = -1;

    private HttpServer http;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String contentType = "multipart/x-mixed-replace; boundary=frame";

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/video", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.toByteArray());
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private static byte[] jpeg(int number) throws IOException {
        try (DecodedImage image = NumberedVideo.frame(number)) {
            return ImageEncoder.jpeg(image, 90);
        }
    }

    private MjpegInputTest part(String boundary, String headers, byte[] content) {
        body.writeBytes((boundary + "\r\nContent-Type: image/jpeg\r\n" + headers + "\r\n").getBytes(US_ASCII));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(US_ASCII));
        return this;
    }

    private MjpegInputTest part(byte[] content, long length) {
        return part("--frame", "Content-Length: " + length + "\r\n", content);
    }

    private MjpegInputTest good(int number) throws IOException {
        byte[] jpeg = jpeg(number);
        return part(jpeg, jpeg.length);
    }

    /** Numbers of the frames; {@link #BROKEN} for a part that is none. */
    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        CameraUrl url = CameraUrl.parse("http://127.0.0.1:" + http.getAddress().getPort() + "/video");
        try (MjpegInput input = MjpegInput.open(url, RULE, ImageLimits.DEFAULT)) {
            boolean more = true;
            while (more) {
                try {
                    Optional<RawFrame> frame = input.next();
                    more = frame.isPresent();
                    if (more) {
                        frame.get().decode().close();
                        numbers.add(NumberedVideo.read(frame.get().jpeg()));
                    }
                } catch (ImageRejectedException e) {
                    numbers.add(BROKEN);
                }
            }
        }
        return numbers;
    }

    @Test
    void aWrongLengthIsCorrected() throws IOException {
        byte[] second = jpeg(2);
        byte[] third = jpeg(3);
        byte[] fourth = jpeg(4);
        byte[] fifth = jpeg(5);
        good(1).part(second, second.length / 2)
                .part(third, third.length + 3)
                .part(fourth, fourth.length + 20_000)
                .part(fifth, 999_999_999)
                .good(6);

        assertThat(numbers()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aPartThatIsNoJpegIsLeftOut() throws IOException {
        byte[] text = "502 Bad Gateway".getBytes(US_ASCII);
        byte[] start = Arrays.copyOf(jpeg(9), 30);
        good(1).part(text, text.length)
                .good(2)
                .part(start, start.length)
                .part(new byte[0], 0)
                .good(3);

        assertThat(numbers()).containsExactly(1, BROKEN, 2, BROKEN, BROKEN, 3);
    }

    @Test
    void aJpegThatEndsEarlyCostsNoOther() throws IOException {
        byte[] whole = jpeg(2);
        part(Arrays.copyOf(whole, whole.length / 2), whole.length).good(3).good(4);

        assertThat(numbers()).endsWith(3, 4);
    }

    @Test
    void aMissingBoundaryCostsAtMostTheFrameAfterIt() throws IOException {
        byte[] second = jpeg(2);
        good(1).part("", "Content-Length: " + second.length + "\r\n", second).good(3);

        assertThat(numbers()).containsExactly(1, 3);
    }

    @Test
    void theBoundaryOfTheFirstLineCountsIfTheHeaderStatesAnotherOrNone() throws IOException {
        byte[] first = jpeg(1);
        byte[] second = jpeg(2);
        part("--other", "", first).part("--other", "", second).part("--other--", "", new byte[0]);

        assertThat(numbers()).containsExactly(1, 2);
        contentType = "multipart/x-mixed-replace";
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void anAnswerWithoutAnyBoundaryEndsWithTheReason() throws IOException {
        contentType = "multipart/x-mixed-replace";
        body.writeBytes(jpeg(1));
        body.writeBytes("\n".getBytes(US_ASCII));

        assertThatThrownBy(this::numbers).isInstanceOf(IOException.class).hasMessageContaining("no boundary");
    }

    @Test
    void aFrameIsReturnedBeforeTheBoundaryOfTheNextOneArrives() throws Exception {
        byte[] jpeg = jpeg(1);
        CountDownLatch closed = new CountDownLatch(1);
        http.createContext("/slow", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write(("--frame\r\nContent-Length: " + jpeg.length + "\r\n\r\n").getBytes(US_ASCII));
            exchange.getResponseBody().write(jpeg);
            exchange.getResponseBody().flush();
            try {
                closed.await(50, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CameraUrl url = CameraUrl.parse("http://127.0.0.1:" + http.getAddress().getPort() + "/slow");

        try (MjpegInput input = MjpegInput.open(url, RULE, ImageLimits.DEFAULT)) {
            assertThat(NumberedVideo.read(input.next().orElseThrow().jpeg())).isEqualTo(1);
        } finally {
            closed.countDown();
        }
    }
}
