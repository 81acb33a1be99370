package io.nerest.ingest.bucket;

import java.util.List;
import java.util.Optional;

/**
 * An object key of a frame: {@code frames/STREAM/NAME}, the name may hold further folders.
 *
 * @param streamId the camera that put it there
 */
public record FrameKey(String streamId, String name) {
    /** What all frames' keys start with. */
    public static final String PREFIX = "frames/";

    /** The key's parts; empty where it is no frame's key. */
    public static Optional<FrameKey> parse(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = key.substring(PREFIX.length());
        int slash = rest.indexOf('/');
        if (slash <= 0 || slash == rest.length() - 1) {
            return Optional.empty();
        }
        boolean climbs = List.of(rest.split("/")).stream().anyMatch(part -> part.equals("..") || part.equals("."));
        return climbs
                ? Optional.empty()
                : Optional.of(new FrameKey(rest.substring(0, slash), rest.substring(slash + 1)));
    }

    /** The key of a picture that came by REST: named by its content, so that a retry writes the same object. */
    public static String ofContent(String streamId, String sha256, String extension) {
        return PREFIX + streamId + "/" + sha256 + "." + extension;
    }
}
