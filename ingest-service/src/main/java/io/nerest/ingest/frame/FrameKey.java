package io.nerest.ingest.frame;

import java.util.List;
import java.util.Optional;

/**
 * An object key of the form {@code frames/STREAM/NAME}. The name may contain further folders.
 *
 * @param streamId the stream that the frame belongs to
 */
public record FrameKey(String streamId, String name) {
    /** The common prefix of all frame keys. */
    public static final String PREFIX = "frames/";

    /** Parses an object key. Returns empty if it is not a frame key. */
    public static Optional<FrameKey> parse(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = key.substring(PREFIX.length());
        int slash = rest.indexOf('/');
        if (slash <= 0 || slash == rest.length() - 1) {
            return Optional.empty();
        }
        boolean relative = List.of(rest.split("/")).stream().anyMatch(part -> part.equals("..") || part.equals("."));
        return relative
                ? Optional.empty()
                : Optional.of(new FrameKey(rest.substring(0, slash), rest.substring(slash + 1)));
    }

    /** Returns the key of an uploaded image. It contains the image's SHA-256, so that a retry writes the same object. */
    public static String ofContent(String streamId, String sha256, String extension) {
        return PREFIX + streamId + "/" + sha256 + "." + extension;
    }
}
