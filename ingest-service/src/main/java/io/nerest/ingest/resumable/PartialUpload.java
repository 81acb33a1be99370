package io.nerest.ingest.resumable;

import java.time.Instant;
import java.util.UUID;

/**
 * An upload in parts.
 *
 * @param fileName as the sender named it; may be empty
 * @param sha256 that the sender stated, in hexadecimal digits; empty if none
 * @param length of the file in bytes
 * @param received bytes that are stored, from the start of the file
 * @param expiresAt when its parts are removed
 */
record PartialUpload(
        UUID id, String streamId, String fileName, String sha256, long length, long received, Instant expiresAt) {

    boolean isComplete() {
        return received == length;
    }
}
