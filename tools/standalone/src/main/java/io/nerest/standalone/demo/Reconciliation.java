package io.nerest.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whether anything was lost or done twice.
 *
 * @param uploaded pictures sent, by REST and into the bucket
 * @param registered frames that came of them
 * @param duplicates pictures that were frames already
 * @param rejected pictures that are none
 * @param scored frames that a model has looked at
 * @param scoredTwice looks of one model at one frame beyond the first
 * @param framesByModel frames that each model looked at
 * @param promotedNotActivated models that were promoted and never went live
 * @param deadLetters records set aside, by topic
 * @param discrepancies what does not balance, in words; empty where all does
 */
record Reconciliation(
        int uploaded,
        int registered,
        int duplicates,
        int rejected,
        int scored,
        long scoredTwice,
        Map<String, Integer> framesByModel,
        Set<String> promotedNotActivated,
        Map<String, Integer> deadLetters,
        List<String> discrepancies) {

    @JsonProperty
    boolean balanced() {
        return discrepancies.isEmpty();
    }

    /**
     * Draws the balance.
     *
     * @param uploads what became of every picture, as seen by who sent it
     * @param framesInIngest how many frames the ingest service counts
     */
    static Reconciliation balance(List<Upload> uploads, Ledger ledger, long framesInIngest) {
        Set<UUID> framesSeen = new HashSet<>();
        Set<String> keys = ledger.registeredObjectKeys();
        int duplicates = 0;
        int rejected = 0;
        int fromBucket = 0;
        for (Upload upload : uploads) {
            if (upload instanceof Upload.Accepted accepted) {
                duplicates += framesSeen.add(accepted.frameId()) ? 0 : 1;
            } else if (upload instanceof Upload.InBucket put) {
                boolean isFrame = keys.contains(put.key());
                fromBucket += isFrame ? 1 : 0;
                rejected += isFrame ? 0 : 1;
            } else {
                rejected++;
            }
        }
        int registered = ledger.registeredCount();
        Set<String> neverLive = ledger.promotedModels();
        neverLive.removeAll(ledger.activatedModels());
        List<String> discrepancies = new ArrayList<>();
        if (uploads.size() != registered + duplicates + rejected) {
            discrepancies.add("uploaded %d is not registered %d + duplicates %d + rejected %d"
                    .formatted(uploads.size(), registered, duplicates, rejected));
        }
        if (framesSeen.size() + fromBucket != registered) {
            discrepancies.add("%d frames were acknowledged and %d put into the bucket, but %d were announced"
                    .formatted(framesSeen.size(), fromBucket, registered));
        }
        if (framesInIngest != registered) {
            discrepancies.add("ingest counts %d frames, but announced %d".formatted(framesInIngest, registered));
        }
        if (!ledger.unscored().isEmpty()) {
            discrepancies.add(ledger.unscored().size() + " registered frames were never scored");
        }
        if (ledger.scoredCount() != registered) {
            discrepancies.add("scored %d is not registered %d".formatted(ledger.scoredCount(), registered));
        }
        if (ledger.scoredTwice() > 0) {
            discrepancies.add(ledger.scoredTwice() + " frames were scored twice by one model");
        }
        if (!neverLive.isEmpty()) {
            discrepancies.add("promoted, but never live in scoring: " + neverLive);
        }
        return new Reconciliation(
                uploads.size(),
                registered,
                duplicates,
                rejected,
                ledger.scoredCount(),
                ledger.scoredTwice(),
                ledger.framesByModel(),
                neverLive,
                ledger.deadLetters(),
                List.copyOf(discrepancies));
    }
}
