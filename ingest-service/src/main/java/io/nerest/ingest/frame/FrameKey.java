package io.nerest.ingest.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An object key of the form {@code frames/STREAM/NAME}. The name may contain further folders.
 *
 * @param streamId the stream that the frame belongs to
 */
public record FrameKey(String streamId, String name) {
    /** The common prefix of the keys that cameras write. */
    public static final String PREFIX = "frames/";

    /** The common prefix of the keys that this service writes. Their content never changes. */
    static final String CONTENT_PREFIX = "images/";

    private static final int LONGEST = 1_024;

    /** Parses an object key. Returns empty if it is not a frame key. */
    public static Optional<FrameKey> parse(String key) {
        if (!key.startsWith(PREFIX) || key.length() > LONGEST || !isStorable(key)) {
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

    /** Returns the key of an image that this service stores. It contains the image's SHA-256, so its content never changes. */
    static String ofContent(String streamId, String sha256, String extension) {
        return CONTENT_PREFIX + streamId + "/" + sha256 + "." + extension;
    }

    /** Returns the common prefix of the keys that the cameras of a stream write. */
    public static String prefixOf(String streamId) {
        return PREFIX + streamId + "/";
    }

    /** Control characters, and halves of surrogate pairs, which become other characters in UTF-8. */
    private static boolean isStorable(String key) {
        return key.chars().noneMatch(Character::isISOControl)
                && key.equals(new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
