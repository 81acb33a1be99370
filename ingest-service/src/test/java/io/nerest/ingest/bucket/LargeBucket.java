package io.nerest.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that lists a bucket of any number of objects by the S3 protocol (ListObjectsV2, 1,000 keys a page), without storing
 * them: the objects of a stream are {@code frames/STREAM/0000000001.jpg} and so on.
 */
final class LargeBucket implements AutoCloseable {
    static final String BUCKET = "large";
    private static final int PAGE = 1_000;

    static {
        // Otherwise each answer waits 40 ms for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String MODIFIED = "2026-08-01T12:00:00.000Z";

    private final String run;
    private final int streams;
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final AtomicInteger objectsPerStream;

    /** @param run part of the streams' names */
    LargeBucket(String run, int streams, int objectsPerStream) throws IOException {
        this.run = run;
        this.streams = streams;
        this.objectsPerStream = new AtomicInteger(objectsPerStream);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String stream(int number) {
        return String.format(Locale.ROOT, "large-%s-%02d", run, number);
    }

    static String etag(int number) {
        return "e" + number;
    }

    String key(int stream, int object) {
        return String.format(Locale.ROOT, "frames/%s/%010d.jpg", stream(stream), object);
    }

    void addToEachStream(int objects) {
        objectsPerStream.addAndGet(objects);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the number of listing requests since the last call. */
    int takeRequests() {
        return requests.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (exchange.getRequestMethod().equals("GET") && query != null && query.contains("list-type=2")) {
            requests.incrementAndGet();
            byte[] page = page(parameters(query)).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        } else {
            // The bucket exists; its objects do not.
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().replaceAll("/$", "").equals("/" + BUCKET) ? 200 : 404, -1);
        }
        exchange.close();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    private String page(Map<String, String> parameters) {
        String prefix = parameters.getOrDefault("prefix", "");
        String after = parameters.getOrDefault("continuation-token", parameters.getOrDefault("start-after", ""));
        StringBuilder contents = new StringBuilder();
        int listed = 0;
        String last = "";
        boolean truncated = false;
        for (int stream = 0; stream < streams && !truncated; stream++) {
            String folder = "frames/" + stream(stream) + "/";
            if (!folder.startsWith(prefix)
                    || key(stream, objectsPerStream.get()).compareTo(after) <= 0) {
                continue;
            }
            for (int object = first(folder, after); object <= objectsPerStream.get(); object++) {
                if (listed == PAGE) {
                    truncated = true;
                    break;
                }
                last = key(stream, object);
                contents.append("<Contents><Key>")
                        .append(last)
                        .append("</Key><LastModified>")
                        .append(MODIFIED)
                        .append("</LastModified><ETag>&quot;")
                        .append(etag(object))
                        .append("&quot;</ETag><Size>1</Size><StorageClass>STANDARD</StorageClass></Contents>");
                listed++;
            }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>"
                + BUCKET + "</Name><Prefix>" + prefix + "</Prefix><KeyCount>" + listed + "</KeyCount><MaxKeys>" + PAGE
                + "</MaxKeys><IsTruncated>" + truncated + "</IsTruncated>"
                + (truncated ? "<NextContinuationToken>" + last + "</NextContinuationToken>" : "") + contents
                + "</ListBucketResult>";
    }

    /** The first object of a folder after a key. */
    private static int first(String folder, String after) {
        return after.startsWith(folder)
                ? Integer.parseInt(after.substring(folder.length(), folder.length() + 10)) + 1
                : 1;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
