package io.nerest.ingest.resumable;

import io.nerest.service.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Upload-Metadata} of tus: pairs of a key and a Base64 value, with commas between them.
 *
 * @param streamId that the file's images belong to
 * @param fileName empty if it is absent
 * @param sha256 of the file in lower-case hexadecimal digits; empty if it is absent
 */
record UploadMetadata(String streamId, String fileName, String sha256) {
    private static final String HEADER = "Upload-Metadata";
    private static final int LONGEST_VALUE = 1_000;

    /**
     * Reads the header. Other keys are ignored, as tus clients send keys of their own.
     *
     * @throws ProblemException 422 if it cannot be read, or names no stream
     */
    static UploadMetadata parse(@Nullable String header) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : (header == null ? "" : header).split(",", -1)) {
            String[] parts = pair.strip().split(" +", 2);
            if (!parts[0].isEmpty() && values.put(parts[0], parts.length < 2 ? "" : value(parts[1])) != null) {
                throw ProblemException.invalid(HEADER, "has the key '" + parts[0] + "' twice");
            }
        }
        String streamId = values.getOrDefault("streamId", "");
        if (streamId.isBlank()) {
            throw ProblemException.invalid(
                    HEADER,
                    "names no stream; add 'streamId' and the stream's id in Base64, such as 'streamId d2VpcgE='");
        }
        String sha256 = values.getOrDefault("sha256", "").toLowerCase(Locale.ROOT);
        if (!sha256.matches("([0-9a-f]{64})?")) {
            throw ProblemException.invalid(HEADER, "has a 'sha256' that is not 64 hexadecimal digits");
        }
        return new UploadMetadata(streamId, values.getOrDefault("filename", ""), sha256);
    }

    private static String value(String base64) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64.strip())))
                    .toString();
            if (text.length() > LONGEST_VALUE) {
                throw ProblemException.invalid(HEADER, "has a value of more than " + LONGEST_VALUE + " characters");
            }
            if (text.indexOf('\0') >= 0) {
                throw ProblemException.invalid(HEADER, "has a value with the character U+0000; remove it");
            }
            return text;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw ProblemException.invalid(HEADER, "has a value that is not text in Base64");
        }
    }
}
