package io.nerest.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndelayedConnectionsTest {
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestGoesOverAConnectionThatSendsAtOnce() throws IOException {
        assertThat(sendsAtOnce(new OkHttpClient.Builder())).isFalse();
        assertThat(sendsAtOnce(new OkHttpClient.Builder().eventListener(new UndelayedConnections())))
                .isTrue();
    }

    private boolean sendsAtOnce(OkHttpClient.Builder builder) throws IOException {
        AtomicBoolean undelayed = new AtomicBoolean();
        OkHttpClient client = builder.addNetworkInterceptor(chain -> {
                    undelayed.set(chain.connection().socket().getTcpNoDelay());
                    return chain.proceed(chain.request());
                })
                .build();
        Request request = new Request.Builder()
                .url("http://localhost:" + server.getAddress().getPort())
                .build();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(204);
        }
        return undelayed.get();
    }
}
