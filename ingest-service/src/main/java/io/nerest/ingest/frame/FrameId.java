package io.nerest.ingest.frame;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Names that follow from content: the same picture in the same stream is the same frame, however often it is sent. */
public final class FrameId {
    private FrameId() {}

    /** SHA-256 of a picture's bytes, in lower-case hex. */
    public static String sha256(byte[] picture) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A frame's id: a name-based UUID (RFC 9562, version 3) of its stream and its content. */
    public static UUID of(String streamId, String sha256) {
        return UUID.nameUUIDFromBytes((streamId + "\n" + sha256).getBytes(StandardCharsets.UTF_8));
    }
}
