package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnotatorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final UUID frame = UUID.randomUUID();
    private final KnownBoxes truth = new KnownBoxes(new ObservedEvents());
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer ingest;

    @BeforeEach
    void listen() throws IOException {
        ingest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ingest.createContext("/api/labels", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"labels\":[{\"status\":\"LABELLED\"}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        ingest.start();
    }

    @AfterEach
    void close() {
        ingest.stop(0);
    }

    @Test
    void aFrameRequestedBeforeItsUploadReturnedIsLabelledAfterwards() throws Exception {
        Annotator annotator = annotator(Duration.ofMinutes(1));

        int before = annotator.label(requested());
        truth.add(new Upload.Accepted("a.jpg", frame), List.of(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)));
        int after = annotator.label(requested());
        int again = annotator.label(requested());

        assertThat(List.of(before, after, again)).containsExactly(0, 1, 0);
        assertThat(posted).singleElement().asString().contains(frame.toString());
    }

    @Test
    void aRequestedFrameThatWasNeverUploadedIsAnErrorAfterTheLimit() throws Exception {
        Annotator annotator = annotator(Duration.ZERO);
        annotator.label(requested());

        assertThatThrownBy(() -> annotator.label(requested()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(frame.toString());
    }

    private Annotator annotator(Duration arrivalLimit) {
        URI url = URI.create("http://" + ingest.getAddress().getAddress().getHostAddress() + ":"
                + ingest.getAddress().getPort());
        return new Annotator(new FrameUploader(new RestClient(url, "")), truth, "oracle", arrivalLimit);
    }

    private JsonNode requested() {
        return MAPPER.createArrayNode()
                .add(MAPPER.createObjectNode()
                        .put("kind", "LABEL")
                        .put("labelled", false)
                        .set("frame", MAPPER.createObjectNode().put("frameId", frame.toString())));
    }
}
