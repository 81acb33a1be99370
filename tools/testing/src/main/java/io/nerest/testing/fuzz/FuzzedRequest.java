package io.nerest.testing.fuzz;

import io.nerest.testing.access.TestTokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as it is sent.
 *
 * @param operation the operation that it was generated for
 * @param target path and query, encoded; may be malformed
 * @param headers without {@code Content-Length}
 * @param mutations what is wrong with it; empty if it should be valid
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FuzzedRequest(
        String operation, String method, String target, Map<String, String> headers, byte[] body, String mutations) {

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        if (!headers.containsKey("Authorization")) {
            head.append("Authorization: Bearer ").append(TestTokens.LAUNCHER).append("\r\n");
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        boolean chunked = headers.containsKey("Transfer-Encoding");
        if (!chunked && (body.length > 0 || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (chunked) {
            if (body.length > 0) {
                bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                bytes.writeBytes(body);
                bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    /** Returns the request for a message: what to send to see a finding again. */
    String shown() {
        String text = method + " " + target + " " + headers + " body=" + new String(body, StandardCharsets.ISO_8859_1);
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return "[" + mutations + "] " + (printable.length() <= 600 ? printable : printable.substring(0, 600) + "...");
    }
}
