package io.nerest.ingest.dataset;

import java.time.Instant;
import java.util.List;

/**
 * A version of a data set, which never changes.
 *
 * @param number from 1
 * @param author who created it
 * @param rule by which its frames were taken
 * @param frames labelled frames
 * @param boxes of these
 * @param digest SHA-256 of all frames, label revisions and splits: equal versions have equal digests
 * @param tags names that refer to it, sorted
 */
public record DatasetVersion(
        int number,
        String note,
        String author,
        Instant createdAt,
        DatasetRule rule,
        int frames,
        long boxes,
        String digest,
        List<String> tags) {}
