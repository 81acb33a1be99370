package io.nerest.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A topic of a Ceph gateway that sends the notifications of new frames in a bucket to this process. */
final class CephTopic implements AutoCloseable {
    private static final String REGION = "default";
    private static final String SERVICE = "s3";

    private final URI gateway;
    private final HttpServer receiver;
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** @param forward receives each notification as it arrived */
    CephTopic(URI gateway, String bucket, Consumer<byte[]> forward) throws Exception {
        this.gateway = gateway;
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> receive(exchange, forward));
        receiver.start();
        String endpoint = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        send("PUT", "/" + bucket, "", "", "text/plain");
        String topic = send(
                "POST",
                "/",
                "",
                form(Map.of(
                        "Action", "CreateTopic",
                        "Name", "nerest",
                        "Attributes.entry.1.key", "push-endpoint",
                        "Attributes.entry.1.value", endpoint)),
                "application/x-www-form-urlencoded");
        String arn = topic.replaceAll("(?s).*<TopicArn>(.*)</TopicArn>.*", "$1");
        send("PUT", "/" + bucket, "notification=", """
                <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TopicConfiguration>\
                <Id>nerest</Id><Topic>%s</Topic><Event>s3:ObjectCreated:*</Event>\
                <Filter><S3Key><FilterRule><Name>prefix</Name><Value>frames/</Value></FilterRule></S3Key></Filter>\
                </TopicConfiguration></NotificationConfiguration>""".formatted(arn), "application/xml");
    }

    private void receive(HttpExchange exchange, Consumer<byte[]> forward) throws IOException {
        byte[] notification = exchange.getRequestBody().readAllBytes();
        forward.accept(notification);
        received.add(new String(notification, UTF_8));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Returns the notifications so far. */
    List<String> received() {
        return List.copyOf(received);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Sends a request that is signed with version 4; the S3 client has none for topics. */
    private String send(String method, String path, String query, String body, String type) throws Exception {
        ZonedDateTime now = ZonedDateTime.now(Clock.systemUTC()).withZoneSameInstant(ZoneOffset.UTC);
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").format(now);
        String day = time.substring(0, 8);
        String content = Sha256.of(body.getBytes(UTF_8));
        String names = "host;x-amz-content-sha256;x-amz-date";
        String canonical = String.join(
                "\n",
                method,
                path,
                query,
                "host:" + gateway.getAuthority(),
                "x-amz-content-sha256:" + content,
                "x-amz-date:" + time,
                "",
                names,
                content);
        String scope = day + "/" + REGION + "/" + SERVICE + "/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + Sha256.of(canonical.getBytes(UTF_8));
        byte[] key = ("AWS4" + CephGateway.SECRET_KEY).getBytes(UTF_8);
        for (String part : List.of(day, REGION, SERVICE, "aws4_request")) {
            key = hmac(key, part);
        }
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path + (query.isEmpty() ? "" : "?" + query)))
                .header("Content-Type", type)
                .header("x-amz-content-sha256", content)
                .header("x-amz-date", time)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + CephGateway.ACCESS_KEY + "/" + scope + ", SignedHeaders="
                                + names + ", Signature="
                                + HexFormat.of().formatHex(hmac(key, text)))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    method + " " + path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        receiver.stop(0);
    }
}
