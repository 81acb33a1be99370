package io.nerest.standalone.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Receives spans as OpenTelemetry's collector does: OTLP over HTTP in Protocol Buffers. */
final class TraceReceiver implements AutoCloseable {
    private static final String GZIP_HEADER = "gzip";
    /** Span id, parent and flags are in between. */
    private static final int NAME_WITHIN = 64;

    private final HttpServer server;
    private final List<String> exports = new CopyOnWriteArrayList<>();

    TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (GZIP_HEADER.equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            exports.add(new String(body, StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /**
     * Returns the services that have spans of a trace. An export has the spans of one service, with its name and the bytes of
     * their trace ids as they are.
     *
     * @param traceId 32 hexadecimal digits
     * @param services names to look for
     */
    Set<String> servicesOf(String traceId, List<String> services) {
        String bytes = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        Set<String> found = new ConcurrentSkipListSet<>();
        exports.stream()
                .filter(export -> export.contains(bytes))
                .forEach(export -> services.stream()
                        .filter(service -> export.contains("service.name\u0012")
                                && export.contains((char) service.length() + service))
                        .forEach(found::add));
        return found;
    }

    /**
     * Returns whether a trace has a span with a name. A span starts with its trace id and has its name shortly after it, after
     * span id and parent (opentelemetry-proto, trace.proto: fields 1, 2, 4 and 5).
     *
     * @param traceId 32 hexadecimal digits
     */
    boolean hasSpan(String traceId, String name) {
        String id = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        String named = "*" + (char) name.length() + name;
        return exports.stream().anyMatch(export -> {
            for (int at = export.indexOf(id); at >= 0; at = export.indexOf(id, at + 1)) {
                int from = at + id.length();
                if (export.substring(from, Math.min(export.length(), from + NAME_WITHIN))
                        .contains(named)) {
                    return true;
                }
            }
            return false;
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
