package io.nerest.ingest.idempotency;

import io.nerest.system.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Digest of a request's method, path and body, to distinguish a repetition from another request with the same key. */
public final class RequestFingerprint {
    private final MessageDigest digest = Sha256.digest();

    /** Adds a value; an absent one differs from an empty one. */
    public RequestFingerprint with(@Nullable String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        // The length keeps "a", "bc" apart from "ab", "c".
        digest.update(((value == null ? -1 : bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        return this;
    }

    /** Adds the content of a file. */
    public RequestFingerprint with(Path file) throws IOException {
        return with(Sha256.of(file));
    }

    /** Returns the digest, 64 hex digits. Called once. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
