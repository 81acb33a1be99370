package io.nerest.testing.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends bytes as they are over one HTTP/1.1 connection: clients of libraries refuse to send malformed requests. */
final class RawHttpClient implements Closeable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final URI server;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    RawHttpClient(URI server) {
        this.server = server;
    }

    /**
     * A response.
     *
     * @param headers with names in lower case
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record RawResponse(int status, Map<String, String> headers, byte[] body) {}

    /** @throws IOException if the server sends no complete response */
    RawResponse send(FuzzedRequest request) throws IOException {
        boolean reused = socket != null;
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            if (!reused) {
                throw e;
            }
            // The server may have closed an idle connection.
            try {
                return exchange(request);
            } catch (IOException again) {
                close();
                throw again;
            }
        }
    }

    private RawResponse exchange(FuzzedRequest request) throws IOException {
        Socket connection = socket;
        if (connection == null) {
            connection = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.setTcpNoDelay(true);
            socket = connection;
            in = new BufferedInputStream(connection.getInputStream());
        }
        InputStream input = in;
        if (input == null) {
            throw new EOFException("not connected");
        }
        connection.getOutputStream().write(request.bytes());
        connection.getOutputStream().flush();
        RawResponse response = read(input, request.method());
        while (response.status() == 100) {
            response = read(input, request.method());
        }
        if ("close".equalsIgnoreCase(response.headers().get("connection")) || response.status() == 400) {
            close();
        }
        return response;
    }

    private static RawResponse read(InputStream in, String method) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP response: " + String.join(" ", status));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int code = Integer.parseInt(status[1]);
        boolean empty = method.equals("HEAD") || code == 204 || code == 304 || code < 200;
        return new RawResponse(code, headers, empty ? new byte[0] : body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (true) {
                int length = Integer.parseInt(line(in).trim(), 16);
                body.write(exactly(in, length));
                line(in);
                if (length == 0) {
                    return body.toByteArray();
                }
            }
        }
        String length = headers.get("content-length");
        return length == null ? new byte[0] : exactly(in, Integer.parseInt(length));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the response ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed without a response");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is of no further use.
        }
        socket = null;
        in = null;
    }
}
