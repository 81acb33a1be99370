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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private static final int EVENTS = 40_000;

    private final Vertx vertx = Vertx.vertx();
    private final LiveEvents events = new LiveEvents(vertx);
    private int port;

    @BeforeEach
    void listen() throws Exception {
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
        port = server.actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void aClientThatDoesNotReadIsDisconnectedAndOthersReceiveAllEvents() throws Exception {
        try (Socket hostile = open("hostile", "");
                Socket reader = open("reader", "")) {
            await().until(() -> events.openPages() == 2);
            BufferedReader lines = lines(reader);
            String text = "x".repeat(1_000);
            int received = 0;
            for (int sent = 0; sent < EVENTS && events.openPages() == 2; sent++) {
                events.send(event(sent, text));
                assertThat(next(lines)).startsWith("data: {\"number\":" + received++ + ",");
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> events.openPages() == 1);
            events.send(event(-1, ""));
            assertThat(next(lines)).startsWith("data: {\"number\":-1,");
            assertThat(hostile.isClosed()).as("closed by this side").isFalse();
        }
    }

    @Test
    void aPageThatReconnectsReceivesWhatItMissedOnceAndInOrder() throws Exception {
        try (Socket page = open("olga", "")) {
            await().until(() -> events.openPages() == 1);
            events.send(event(0, ""));
            assertThat(next(lines(page))).contains(":0,");
        }
        await().until(() -> events.openPages() == 0);
        for (int missed = 1; missed <= 3; missed++) {
            events.send(event(missed, ""));
        }

        try (Socket page = open("olga", "Last-Event-ID: labels-0-0\r\n")) {
            await().until(() -> events.openPages() == 1);
            events.send(event(4, ""));
            BufferedReader lines = lines(page);
            for (int number = 1; number <= 4; number++) {
                assertThat(next(lines)).contains(":" + number + ",");
            }
        }
    }

    @Test
    void aPageThatWasAwayForTooLongReceivesReset() throws Exception {
        try (Socket page = open("olga", "Last-Event-ID: labels-0-12345\r\n")) {
            String line = "";
            BufferedReader lines = lines(page);
            while (!line.startsWith("event: ")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("event: reset");
        }
    }

    private static LiveEvent event(int number, String text) {
        return new LiveEvent("labels-0-" + number, "labels", "{\"number\":" + number + ",\"text\":\"" + text + "\"}");
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private Socket open(String name, String header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("GET /api/events?" + name + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
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
