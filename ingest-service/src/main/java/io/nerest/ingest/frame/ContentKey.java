package io.nerest.ingest.frame;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of an image that this service stored: {@code images/STREAM/SHA256.EXTENSION}.
 *
 * @param sha256 of the image's bytes, 64 lower-case hex digits
 */
public record ContentKey(String streamId, String sha256) {
    /** The common prefix of the keys. */
    public static final String PREFIX = FrameKey.CONTENT_PREFIX;

    private static final Pattern FORM = Pattern.compile("images/([^/]+)/([0-9a-f]{64})\\.[a-z0-9]+");

    /** Parses an object key. Returns empty if it is no key of a content. */
    public static Optional<ContentKey> parse(String key) {
        Matcher matcher = FORM.matcher(key);
        return matcher.matches() ? Optional.of(new ContentKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Returns the id of the frame with this content. */
    public UUID frameId() {
        return FrameId.of(streamId, sha256);
    }
}
