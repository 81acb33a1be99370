package io.nerest.standalone.tensorboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nerest.commandline.remote.RemoteService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignEventFilesTest {
    private static final Map<String, String> ANSWERS =
            Map.of("/api/campaigns/c1", """
            {"rounds": [{"round": 1, "modelId": "r1-a"}, {"round": 2, "modelId": "r2-b"}, {"round": 3}]}
            """, "/api/models/r2-b/events", "events of round 2");

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean allowed =
                    "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String answer = ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), "");
            int status = !allowed ? 401 : answer.isEmpty() ? 404 : 200;
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void eachRoundWithEventFilesHasAFolderAndOthersAreLeftOut() throws Exception {
        assertThat(files("secret").fetch("c1", folder)).containsExactly(2);

        assertThat(folder.resolve("round-2/events.out.tfevents.2")).hasContent("events of round 2");
        assertThat(Files.exists(folder.resolve("round-1"))).isFalse();
    }

    @Test
    void anUnknownCampaignAndAMissingRightAreReported() {
        assertThatThrownBy(() -> files("secret").fetch("c2", folder)).hasMessage("there is no campaign 'c2'");
        assertThatThrownBy(() -> files("wrong").fetch("c1", folder)).hasMessageContaining("was refused (401)");
    }

    private CampaignEventFiles files(String token) {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        RemoteService service = RemoteService.ofStack("--url", address, Optional.of(token));
        return new CampaignEventFiles(service, service);
    }
}
