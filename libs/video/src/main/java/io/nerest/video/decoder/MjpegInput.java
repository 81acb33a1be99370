package io.nerest.video.decoder;

import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.address.ForbiddenAddressException;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The JPEGs of an HTTP camera that answers with {@code multipart/x-mixed-replace}. Cameras state wrong lengths and boundaries:
 * the boundary is that of the first line, and a part ends where its JPEG does, or at the next boundary.
 */
final class MjpegInput implements FrameInput {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_HEADER_LINES = 64;
    private static final long LONGEST_LINE = 8_192;
    private static final ByteString DASHES = ByteString.encodeUtf8("--");
    /** The marker at the end of a JPEG. */
    private static final ByteString END = ByteString.of((byte) 0xff, (byte) 0xd9);

    private final Response response;
    private final BufferedSource source;
    private final ImageLimits limits;
    private ByteString delimiter;
    private boolean started;

    private MjpegInput(Response response, BufferedSource source, String boundary, ImageLimits limits) {
        this.response = response;
        this.source = source;
        this.limits = limits;
        this.delimiter = ByteString.encodeUtf8("--" + (boundary.startsWith("--") ? boundary.substring(2) : boundary));
    }

    /**
     * Connects. Redirects are followed under the same rule; credentials are sent to the first host only.
     *
     * @throws ForbiddenAddressException if the URL or a redirect leads to an address that is not allowed
     */
    static MjpegInput open(CameraUrl url, AddressRule rule, ImageLimits limits) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(10))
                .dns(host -> allowed(rule, host))
                .build();
        CameraUrl current = url;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            // A literal address is not resolved by the client, so it is checked here as well.
            rule.resolve(current.host());
            boolean first = current.host().equals(url.host()) && current.port() == url.port();
            Request.Builder request = new Request.Builder().url(current.withoutCredentials());
            if (first && !url.credentials().isEmpty()) {
                String[] parts = url.credentials().split(":", 2);
                request.header("Authorization", Credentials.basic(parts[0], parts.length > 1 ? parts[1] : ""));
            }
            Response response = execute(client, request.build());
            String location = response.header("Location");
            if (!response.isRedirect() || location == null) {
                return started(response, limits);
            }
            HttpUrl target = response.request().url().resolve(location);
            response.close();
            if (target == null) {
                throw new IOException("the camera redirects to something that is not an HTTP URL");
            }
            current = CameraUrl.parse(URI.create(target.toString()).toString());
        }
        throw new IOException("the camera redirects more than " + MOST_REDIRECTS + " times");
    }

    private static java.util.List<java.net.InetAddress> allowed(AddressRule rule, String host)
            throws UnknownHostException {
        try {
            return rule.resolve(host);
        } catch (ForbiddenAddressException e) {
            UnknownHostException refused = new UnknownHostException(String.valueOf(e.getMessage()));
            refused.initCause(e);
            throw refused;
        }
    }

    private static Response execute(OkHttpClient client, Request request) throws IOException {
        try {
            return client.newCall(request).execute();
        } catch (IOException e) {
            // The message of the client may contain the URL.
            throw new IOException("the camera cannot be reached over HTTP", e);
        }
    }

    private static MjpegInput started(Response response, ImageLimits limits) throws IOException {
        ResponseBody body = response.body();
        MediaType type = body.contentType();
        String boundary = type == null ? null : type.parameter("boundary");
        if (!response.isSuccessful()) {
            int status = response.code();
            response.close();
            throw new IOException("the camera answers with HTTP status " + status
                    + (status == 401 ? "; check user and password (only Basic authentication is supported)" : ""));
        }
        if (type == null || !type.type().equals("multipart")) {
            response.close();
            throw new IOException("the camera does not answer with multipart/x-mixed-replace, but with "
                    + (type == null ? "no media type" : type.type() + "/" + type.subtype()));
        }
        return new MjpegInput(response, body.source(), boundary == null ? "" : boundary, limits);
    }

    /** @throws ImageRejectedException if a part is no JPEG; the next call returns the next part */
    @Override
    public Optional<RawFrame> next() throws IOException {
        try {
            if (!started) {
                started = true;
                learnDelimiter();
            }
            if (!toDelimiter()) {
                return Optional.empty();
            }
            Map<String, String> headers = headers();
            byte[] jpeg = content(headers.get("content-length"));
            return Optional.of(new JpegFrame(jpeg, limits, cameraTime(headers.get("x-timestamp"))));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** If the answer begins with another boundary than its header states, that one counts. */
    private void learnDelimiter() throws IOException {
        BufferedSource ahead = source.peek();
        String line = ahead.readUtf8LineStrict(LONGEST_LINE);
        for (int i = 0; line.isEmpty() && i < MOST_HEADER_LINES; i++) {
            line = ahead.readUtf8LineStrict(LONGEST_LINE);
        }
        boolean unknown = delimiter.equals(DASHES);
        if (line.startsWith("--") && (unknown || !line.startsWith(delimiter.utf8()))) {
            delimiter = ByteString.encodeUtf8(line.trim());
        } else if (unknown) {
            throw new IOException("the camera's answer has no boundary between its images");
        }
    }

    private boolean toDelimiter() throws IOException {
        long at = source.indexOf(delimiter, 0, limits.maxBytes());
        if (at < 0) {
            return false;
        }
        source.skip(at + delimiter.size());
        return !source.readUtf8LineStrict(LONGEST_LINE).startsWith("--");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MOST_HEADER_LINES; i++) {
            String line = source.readUtf8LineStrict(LONGEST_LINE);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        throw new IOException("a part of the camera's answer has more than " + MOST_HEADER_LINES + " header lines");
    }

    private byte[] content(@Nullable String length) throws IOException {
        if (length != null && length.matches("\\d{1,9}")) {
            long stated = Long.parseLong(length);
            // No byte after the part is awaited: the camera may send it with the next frame only.
            if (stated > delimiter.size()
                    && stated <= limits.maxBytes()
                    && source.indexOf(delimiter, 0, stated - delimiter.size() + 1) < 0
                    && source.request(stated)
                    && source.rangeEquals(stated - END.size(), END)) {
                return source.readByteArray(stated);
            }
        }
        long end = source.indexOf(delimiter, 0, limits.maxBytes());
        if (end < 0) {
            limits.checkLength(source.request(limits.maxBytes()) ? limits.maxBytes() + 1 : 0);
            throw new EOFException();
        }
        return source.readByteArray(end);
    }

    private static long cameraTime(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,11}(\\.\\d{1,9})?")
                ? Math.round(Double.parseDouble(seconds) * 1e6)
                : RawFrame.NO_TIME;
    }

    @Override
    public void close() {
        response.close();
    }
}
