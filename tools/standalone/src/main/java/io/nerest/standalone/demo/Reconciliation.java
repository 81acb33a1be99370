package io.nerest.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Compares what was sent with the events: whether a frame was lost or processed twice.
 *
 * @param uploaded images sent, by REST and into the bucket
 * @param registered frames created from them
 * @param duplicates images that were already registered
 * @param rejected images that were not registered
 * @param scored frames that at least one model scored
 * @param scoredTwice (frame, model) pairs with more than one scoring
 * @param framesByModel number of frames that each model scored
 * @param promotedNotActivated models that were promoted and never activated
 * @param deadLetters number of dead letters by topic
 * @param discrepancies a sentence for each mismatch; empty if there is none
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

    /** Returns whether there is no discrepancy. */
    @JsonProperty
    boolean consistent() {
        return discrepancies.isEmpty();
    }

    /**
     * Compares uploads and events.
     *
     * @param uploads outcome of every upload, as the sender received it
     * @param framesInIngest number of frames that the ingest service reports
     */
    static Reconciliation of(List<Upload> uploads, ObservedEvents events, long framesInIngest) {
        List<UUID> accepted = new ArrayList<>();
        List<String> inBucket = new ArrayList<>();
        List<String> rejectedNames = new ArrayList<>();
        for (Upload upload : uploads) {
            upload.match(
                    done -> accepted.add(done.frameId()),
                    refused -> rejectedNames.add(refused.name()),
                    put -> inBucket.add(put.content()));
        }
        int acknowledged = Set.copyOf(accepted).size();
        int duplicates = accepted.size() - acknowledged;
        Set<String> registeredContents = events.registeredContents();
        int fromBucket =
                (int) inBucket.stream().filter(registeredContents::contains).count();
        int rejected = rejectedNames.size() + inBucket.size() - fromBucket;
        int registered = events.registeredCount();
        Set<String> activated = events.activatedModels();
        Set<String> neverActivated = events.promotedModels().stream()
                .filter(model -> !activated.contains(model))
                .collect(Collectors.toUnmodifiableSet());

        List<String> discrepancies = new ArrayList<>();
        if (uploads.size() != registered + duplicates + rejected) {
            discrepancies.add("uploaded %d is not registered %d + duplicates %d + rejected %d"
                    .formatted(uploads.size(), registered, duplicates, rejected));
        }
        if (acknowledged + fromBucket != registered) {
            discrepancies.add(
                    "%d frames were acknowledged and %d registered from the bucket, but %d events were published"
                            .formatted(acknowledged, fromBucket, registered));
        }
        if (framesInIngest != registered) {
            discrepancies.add("ingest counts %d frames, but published %d".formatted(framesInIngest, registered));
        }
        if (!events.unscored().isEmpty()) {
            discrepancies.add(events.unscored().size() + " registered frames were never scored");
        }
        if (events.scoredCount() != registered) {
            discrepancies.add("scored %d is not registered %d".formatted(events.scoredCount(), registered));
        }
        if (events.scoredTwice() > 0) {
            discrepancies.add(events.scoredTwice() + " frames were scored twice by one model");
        }
        if (!neverActivated.isEmpty()) {
            discrepancies.add("models were promoted, but never activated: " + neverActivated);
        }
        if (!events.unreadableEvents().isEmpty()) {
            discrepancies.add("events do not match their contract: " + String.join("; ", events.unreadableEvents()));
        }
        return new Reconciliation(
                uploads.size(),
                registered,
                duplicates,
                rejected,
                events.scoredCount(),
                events.scoredTwice(),
                events.framesByModel(),
                neverActivated,
                events.deadLetters(),
                List.copyOf(discrepancies));
    }
}
