package io.nerest.standalone.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelUploadTest {
    @TempDir
    private Path folder;

    private final AtomicReference<String> received = new AtomicReference<>("");
    private int status = 201;
    private String answer = "";
    private HttpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/models", exchange -> {
            received.set(exchange.getRequestHeaders().getFirst("Authorization") + "\n"
                    + new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private ModelUpload.Answer send() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("mine.pt"), "weights");
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        return new ModelUpload(RemoteService.ofStack("--trainer", address, Optional.of("secret")))
                .send(file, List.of("chum", "pink"));
    }

    @Test
    void theFileAndTheClassNamesAreSentAsAFormWithTheToken() throws Exception {
        answer = "{\"modelId\":\"import-1\",\"architecture\":\"yolov5nu\",\"classNames\":[\"chum\",\"pink\"]}";

        assertThat(send()).isEqualTo(new ModelUpload.Answer("import-1", "yolov5nu", List.of("chum", "pink"), true));

        assertThat(received.get())
                .startsWith("Bearer secret\n")
                .contains("name=\"classNames\"\r\n\r\nchum,pink\r\n")
                .contains("name=\"file\"; filename=\"mine.pt\"")
                .contains("\r\n\r\nweights\r\n--");
    }

    @Test
    void theTrainersReasonIsReported() {
        status = 422;
        answer = "{\"detail\":\"'classNames' cannot be used: 2 class names are given, but the network has 3 classes\"}";
        assertThatThrownBy(this::send)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the network has 3 classes");

        status = 403;
        answer = "";
        assertThatThrownBy(this::send).isInstanceOf(IOException.class).hasMessageContaining("check the token");
    }
}
