package io.nerest.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.console.session.ConsoleRole;
import io.nerest.console.session.ConsoleSession;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private static final int EVENTS = 40_000;

    @Test
    void aClientThatDoesNotReadIsDisconnectedAndOthersReceiveAllEvents() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            LiveEvents events = new LiveEvents(vertx);
            Router router = Router.router(vertx);
            router.route().order(-900).handler(context -> {
                context.put(
                        ConsoleSession.ATTRIBUTE,
                        new ConsoleSession(context.request().query(), ConsoleRole.VIEWER, false, null));
                context.next();
            });
            events.install(router);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "localhost")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            try (Socket hostile = open(server.actualPort(), "hostile");
                    Socket reader = open(server.actualPort(), "reader")) {
                await().until(() -> events.openPages() == 2);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8));
                String text = "x".repeat(1_000);
                int received = 0;
                for (int sent = 0; sent < EVENTS && events.openPages() == 2; sent++) {
                    events.send(new LiveEvent(
                            "labels-0-" + sent, "labels", "{\"number\":" + sent + ",\"text\":\"" + text + "\"}"));
                    assertThat(next(lines)).startsWith("data: {\"number\":" + received++ + ",");
                }

                await().atMost(Duration.ofSeconds(30)).until(() -> events.openPages() == 1);
                events.send(new LiveEvent("labels-0-last", "labels", "{\"number\":-1}"));
                assertThat(next(lines)).isEqualTo("data: {\"number\":-1}");
                assertThat(hostile.isClosed()).as("closed by this side").isFalse();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static Socket open(int port, String name) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("GET /api/events?" + name + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }
}
