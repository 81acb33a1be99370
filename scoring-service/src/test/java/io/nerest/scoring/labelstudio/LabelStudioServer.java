package io.nerest.scoring.labelstudio;

import com.sun.net.httpserver.HttpServer;
import io.nerest.scoring.FrameSender;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Serves images as Label Studio does: uploaded files to callers with its token. */
public final class LabelStudioServer implements QuarkusTestResourceLifecycleManager {
    static final String KEY = "0123456789abcdef0123456789abcdef01234567";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] image = FrameSender.jpeg();
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                boolean known =
                        ("Token " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
                byte[] body = path.endsWith("text.txt") ? new byte[] {'n', 'o'} : image;
                int status = !known ? 401 : path.endsWith("moved.jpg") ? 302 : 200;
                exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "nerest.scoring.label-studio.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "nerest.scoring.label-studio.api-key",
                KEY);
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
