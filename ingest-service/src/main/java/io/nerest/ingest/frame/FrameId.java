package io.nerest.ingest.frame;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Derives frame ids from content: the same image in the same stream always has the same id. */
public final class FrameId {
    private FrameId() {}

    /**
     * Returns a name-based UUID (RFC 9562, version 3) of a stream and an image.
     *
     * @param sha256 of the image's bytes, 64 lower-case hex digits
     */
    public static UUID of(String streamId, String sha256) {
        return UUID.nameUUIDFromBytes((streamId + "\n" + sha256).getBytes(StandardCharsets.UTF_8));
    }
}
