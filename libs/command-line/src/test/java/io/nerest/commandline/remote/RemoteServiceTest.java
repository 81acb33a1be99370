package io.nerest.commandline.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteServiceTest {
    @TempDir
    private Path folder;

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private RemoteService service;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        service = RemoteService.ofStack(
                "--url",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/nerest/"),
                Optional.of("secret"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        int status = statuses.isEmpty() ? 200 : statuses.pop();
        byte[] answer = (status == 200 ? "{\"name\":\"weir\"}" : "{\"detail\":\"not here\"}").getBytes(UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void aRequestIsRepeatedWhileTheServiceFailsAndKeepsThePathOfTheAddress() throws Exception {
        statuses.add(503);

        assertThat(service.get("/api/x?a=b").path("name").asText()).isEqualTo("weir");

        assertThat(requests)
                .containsExactly("GET /nerest/api/x?a=b Bearer secret ", "GET /nerest/api/x?a=b Bearer secret ");
    }

    @Test
    void aRequestThatMayNotBeRepeatedIsSentOnce() {
        statuses.addAll(List.of(503, 200));

        assertThatThrownBy(() -> service.post("/api/x"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--url: POST http://127.0.0.1:")
                .hasMessageEndingWith("/nerest/api/x was refused (503): not here");

        assertThat(requests).hasSize(1);
    }

    @Test
    void aRefusalHasStatusAndReasonAndLeavesNoFile() {
        statuses.add(404);

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> service.download("/a", folder.resolve("a.jpg")));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.reason()).isEqualTo("not here");
        assertThat(folder).isEmptyDirectory();
        assertThat(requests).hasSize(1);
    }

    @Test
    void aDownloadIsAWholeFile() throws Exception {
        service.download("/a", folder.resolve("a.json"));

        assertThat(folder.resolve("a.json")).hasContent("{\"name\":\"weir\"}");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFormHasItsFieldsAndItsFileAndNoLineEndInTheFileName() throws Exception {
        MultipartForm form = new MultipartForm().field("streamId", "weir");

        service.post("/f", form.contentType(), form.withFile("image", "a\"\r\nb.jpg", "pixels".getBytes(UTF_8)), true);

        assertThat(requests.get(0))
                .contains("name=\"streamId\"\r\n\r\nweir\r\n--")
                .contains("name=\"image\"; filename=\"a___b.jpg\"\r\n")
                .contains("\r\n\r\npixels\r\n--");
    }

    @Test
    void anAddressThatIsNoneOfHttpIsRefusedWithItsOption() {
        assertThatThrownBy(() -> new RemoteService("--selector", URI.create("ftp://x"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--selector=ftp://x: must be an address such as http://localhost:8080");
    }
}
