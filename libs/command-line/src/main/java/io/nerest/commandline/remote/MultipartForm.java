package io.nerest.commandline.remote;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** A form of text fields that ends with one file (RFC 7578). */
public final class MultipartForm {
    private static final String LINE_END = "\r\n";

    private final String boundary = "nerest-" + UUID.randomUUID();
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    /** Adds a text field. */
    public MultipartForm field(String name, String value) {
        write("--" + boundary + LINE_END + "Content-Disposition: form-data; name=\"" + name + "\"" + LINE_END + LINE_END
                + value + LINE_END);
        return this;
    }

    /** Returns the value of the header {@code Content-Type}. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Returns the body with a file's content as the last field. */
    public BodyPublisher withFile(String field, String fileName, byte[] content) {
        return withFile(field, fileName, BodyPublishers.ofByteArray(content));
    }

    /**
     * Returns the body with a file as the last field. The file is read while the body is sent.
     *
     * @throws FileNotFoundException if the file does not exist
     */
    public BodyPublisher withFile(String field, String fileName, Path file) throws FileNotFoundException {
        return withFile(field, fileName, BodyPublishers.ofFile(file));
    }

    private BodyPublisher withFile(String field, String fileName, BodyPublisher content) {
        String head = "--" + boundary + LINE_END + "Content-Disposition: form-data; name=\"" + field
                + "\"; filename=\"" + fileName.replaceAll("[\"\\r\\n\\\\]", "_") + "\"" + LINE_END
                + "Content-Type: application/octet-stream" + LINE_END + LINE_END;
        // Of arrays, so that the length of the body is known: services reserve the most for a body without one.
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        start.writeBytes(fields.toByteArray());
        start.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(start.toByteArray()),
                content,
                BodyPublishers.ofString(LINE_END + "--" + boundary + "--" + LINE_END));
    }

    private void write(String text) {
        fields.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
