package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/**
 * The first frames of a ranking, for pools that do not fit into memory: frames are offered one at a time, and only those
 * are kept that a batch can be selected from. A selection from them equals the selection from the whole pool if
 * {@link #settles} returns true. If the settings exclude so many frames that the shortlist runs out, a longer one is
 * needed. Memory grows with its size, not with the pool.
 */
public final class Shortlist {

    private final Ranking ranking;
    private final SharedSettings settings;
    private final SeededHash randomKeys;
    private final First competing;
    private final First empty;

    /**
     * Creates an empty shortlist.
     *
     * @param size most frames with boxes, and most frames without, that are kept; at least the batch size
     * @param seed the seed of the selection
     */
    public Shortlist(Ranking ranking, SharedSettings settings, int size, long seed) {
        this.ranking = ranking;
        this.settings = settings;
        this.randomKeys = new SeededHash(seed);
        this.competing = new First(size);
        this.empty = new First(size);
    }

    /**
     * Whether a shortlist works under these settings. A balance of classes needs all classes of the pool, and near
     * duplicates need embeddings, which a shortlist does not read.
     */
    public static boolean suits(SharedSettings settings) {
        return !settings.classBalance() && settings.nearDuplicate() <= 0;
    }

    /** Offers a frame of the pool. */
    public void offer(UUID frameId, List<ScoredBox> boxes) {
        List<ScoredBox> seen = ScoredFrame.from(boxes, settings.minConfidence());
        EmptyFrames.Policy policy = settings.emptyFrames().policy();
        if (seen.isEmpty() && (policy == EmptyFrames.Policy.QUOTA || policy == EmptyFrames.Policy.EXCLUDE)) {
            SeededHash emptyKeys = Selection.emptyKeys(randomKeys);
            empty.offer(frameId, emptyKeys.uniform(frameId), emptyKeys.of(frameId));
            return;
        }
        double key = ranking.key(frameId, seen, settings, randomKeys);
        // Empty frames that rank before all others are kept apart: their score is the highest of the frames with boxes,
        // which they must not displace.
        (key == Double.POSITIVE_INFINITY ? empty : competing).offer(frameId, key, randomKeys.of(frameId));
    }

    /** The frames that were kept, in any order. */
    public List<UUID> frames() {
        List<UUID> frames = new ArrayList<>(competing.frames());
        frames.addAll(empty.frames());
        return frames;
    }

    /** Whether every frame that was offered was kept. */
    public boolean holdsAll() {
        return competing.holdsAll() && empty.holdsAll();
    }

    /** Whether a selection from this shortlist equals the selection from the whole pool. */
    public boolean settles(SelectionResult selected, int batchSize) {
        if (holdsAll()) {
            return true;
        }
        if (selected.frames().size() < batchSize) {
            return false;
        }
        Set<UUID> emptyFrames = new HashSet<>(empty.frames());
        int fromEmpty = (int) selected.frames().stream()
                .filter(frame -> emptyFrames.contains(frame.frameId()))
                .count();
        int quota = settings.emptyFrames().quota(batchSize, empty.offered());
        return switch (settings.emptyFrames().policy()) {
            case CERTAIN, EXCLUDE -> true;
            // Empty frames rank first: none may be missing, unless they fill the batch.
            case UNCERTAIN -> empty.holdsAll() || fromEmpty == batchSize;
            case QUOTA -> (competing.holdsAll() || fromEmpty <= quota) && (empty.holdsAll() || fromEmpty >= quota);
        };
    }

    private record Ranked(UUID frameId, double key, long randomKey) {

        static final Comparator<Ranked> LAST_FIRST = Comparator.comparingDouble(Ranked::key)
                .thenComparing(Comparator.comparingLong(Ranked::randomKey).reversed());
    }

    /** Keeps the first of all frames that were offered. */
    private static final class First {

        private final int size;
        private final PriorityQueue<Ranked> lastFirst = new PriorityQueue<>(Ranked.LAST_FIRST);
        private int offered;

        First(int size) {
            this.size = size;
        }

        void offer(UUID frameId, double key, long randomKey) {
            offered++;
            if (lastFirst.size() < size) {
                lastFirst.add(new Ranked(frameId, key, randomKey));
                return;
            }
            Ranked last = lastFirst.element();
            if (key > last.key() || (key == last.key() && randomKey < last.randomKey())) {
                lastFirst.remove();
                lastFirst.add(new Ranked(frameId, key, randomKey));
            }
        }

        int offered() {
            return offered;
        }

        boolean holdsAll() {
            return offered == lastFirst.size();
        }

        List<UUID> frames() {
            return lastFirst.stream().map(Ranked::frameId).toList();
        }
    }
}
