package io.nerest.selector.replay;

import io.nerest.selector.storage.BoxCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The frames whose number of fish differs between the model of a replay and another one. */
@ApplicationScoped
public class ReplayChanges {
    private final Replays replays;

    ReplayChanges(Replays replays) {
        this.replays = replays;
    }

    /**
     * A frame whose number differs.
     *
     * @param before boxes of the other model
     * @param after boxes of the replay's model
     */
    public record Change(UUID frameId, String streamId, Instant capturedAt, int before, int after) {}

    /**
     * The differences.
     *
     * @param compared frames that both models have scored
     * @param changed frames whose number differs
     * @param boxesBefore boxes of the other model in all compared frames
     * @param boxesAfter boxes of the replay's model in these
     * @param frames the first of the frames whose number differs, in the order of capture
     */
    public record Changes(long compared, long changed, long boxesBefore, long boxesAfter, List<Change> frames) {}

    /**
     * Compares two models.
     *
     * @param confidence least confidence of a box that counts
     * @param limit most frames in the list
     */
    public Changes of(UUID replayId, String otherModel, double confidence, int limit) {
        long[] counts = new long[4];
        List<Change> changed = new ArrayList<>();
        replays.compare(replayId, otherModel, (frameId, streamId, capturedAt, before, after) -> {
            int earlier = fish(before, confidence);
            int later = fish(after, confidence);
            counts[0]++;
            counts[2] += earlier;
            counts[3] += later;
            if (earlier != later) {
                counts[1]++;
                if (changed.size() < limit) {
                    changed.add(new Change(frameId, streamId, capturedAt, earlier, later));
                }
            }
        });
        return new Changes(counts[0], counts[1], counts[2], counts[3], List.copyOf(changed));
    }

    private static int fish(byte[] boxes, double confidence) {
        return (int) BoxCodec.decode(boxes).stream()
                .filter(box -> box.confidence() >= confidence)
                .count();
    }
}
