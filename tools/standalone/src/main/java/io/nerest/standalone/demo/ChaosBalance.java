package io.nerest.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What was sent to a stack under faults, compared with what it made of it.
 *
 * @param lost acknowledged frames that no event announced, or that no model scored, or that the selector does not know
 * @param duplicated frames that were registered or scored more than once
 * @param problems a sentence for each mismatch; empty if there is none
 */
record ChaosBalance(Reconciliation counts, long lost, long duplicated, List<String> problems) {
    /**
     * Compares.
     *
     * @param uploads outcome of every upload; every image was sent once, so none may be a duplicate or rejected
     * @param framesInIngest frames that ingest counts
     * @param framesInSelector frames that the selector counts
     */
    static ChaosBalance of(List<Upload> uploads, ObservedEvents events, long framesInIngest, long framesInSelector) {
        Reconciliation counts = Reconciliation.of(uploads, events, framesInIngest);
        List<String> problems = new ArrayList<>(counts.discrepancies());
        uploads.forEach(upload -> upload.match(
                done -> true,
                refused -> problems.add("image " + refused.name() + " was rejected: " + refused.reason()),
                put -> true));
        if (framesInSelector != framesInIngest) {
            problems.add("the selector has %d frames, ingest %d".formatted(framesInSelector, framesInIngest));
        }
        if (!counts.deadLetters().isEmpty()) {
            problems.add("there are dead letters: " + events.deadLetterReasons());
        }
        long unannounced = uploads.stream()
                .filter(upload -> !upload.match(
                        done -> events.content(done.frameId()).isPresent(),
                        refused -> true,
                        put -> events.registeredContents().contains(put.content())))
                .count();
        long lost = Math.max(unannounced + events.unscored().size(), framesInIngest - framesInSelector);
        long duplicated = registeredAgain(uploads) + counts.scoredTwice();
        // An image that was put into the bucket and never registered leaves all sums equal, and so do two uploads of
        // one frame.
        if (lost > 0) {
            problems.add("%d frames were lost, %d of them never announced".formatted(lost, unannounced));
        }
        if (duplicated > 0) {
            problems.add(duplicated + " frames were registered or scored twice");
        }
        return new ChaosBalance(counts, lost, duplicated, List.copyOf(problems));
    }

    /** All images differ, so two uploads with one frame would be one frame too few, and a surplus event a frame twice. */
    private static long registeredAgain(List<Upload> uploads) {
        List<UUID> frames = new ArrayList<>();
        uploads.forEach(upload -> upload.match(done -> frames.add(done.frameId()), refused -> true, put -> true));
        return frames.size() - frames.stream().distinct().count();
    }
}
