package io.nerest.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers uploads as the ingest service does, over a link that fails as a test determines. The real service takes part in the chaos trials. */
final class FlakyIngest implements AutoCloseable {
    /** Closes the connection after the frame was registered: the sender does not learn it. */
    static final int LOST_ANSWER = 0;

    private static final Pattern TEXT = Pattern.compile("frame number (\\d+)");

    private final HttpServer server;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final IntUnaryOperator statusOfRequest;
    private volatile String detail = "as the test determines";
    private int requests;

    /** @param statusOfRequest by the number of the request: 200, another status, or {@link #LOST_ANSWER} */
    FlakyIngest(IntUnaryOperator statusOfRequest) throws IOException {
        this.statusOfRequest = statusOfRequest;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/frames", this::answer);
        server.setExecutor(Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "flaky-ingest");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Sets the reason of the answers that refuse a frame. */
    void refuseBecause(String reason) {
        detail = reason;
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The names of the frames that are registered. */
    Set<String> registered() {
        return registered;
    }

    /** The names of the frames in the order of their registration. */
    List<String> order() {
        return order;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        int status = statusOfRequest.applyAsInt(requests++);
        Matcher text = TEXT.matcher(body);
        String name = text.find() ? text.group(1) : "";
        boolean isNew = false;
        if (status == 200 || status == LOST_ANSWER) {
            isNew = registered.add(name);
            if (isNew) {
                order.add(name);
            }
        }
        if (status == LOST_ANSWER) {
            exchange.close();
            return;
        }
        byte[] answer = (status == 200
                        ? "{\"frames\":[{\"status\":\"" + (isNew ? "REGISTERED" : "DUPLICATE") + "\"}]}"
                        : "{\"detail\":\"" + detail + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        if (status == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
