package io.nerest.scoring.frame;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The partitions of the scores, used in turn: each for a sixth of the retention. So one that is emptied last held only rows older
 * than the retention, before its turn comes again.
 */
@ApplicationScoped
public class ScoreSlots {
    /** As in the migration. */
    static final int COUNT = 8;

    private static final int SLOTS_OF_RETENTION = 6;

    private final Duration retention;

    ScoreSlots(ScoreMemoryConfig config) {
        this.retention = config.retention();
    }

    Duration retention() {
        return retention;
    }

    /** Returns how long rows are stored in one slot before the next is used. */
    long seconds() {
        return Math.max(1, retention.toSeconds() / SLOTS_OF_RETENTION);
    }

    /** Returns the name of a slot's table. */
    static String table(int slot) {
        return "frame_score_" + slot;
    }
}
