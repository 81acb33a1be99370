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
 * The first of a ranking, for a pool that nobody wants to hold whole: frames pass by one at a time, and those stay that a
 * batch can come from. A selection from them is the selection from the whole pool if {@link #settles} says so; where the
 * settings refused so many frames that the shortlist ran out, a longer one has to be made. Memory: by its size, not by
 * the pool's.
 */
public final class Shortlist {

    private final Ranking ranking;
    private final SharedSettings settings;
    private final SeededHash lots;
    private final First competing;
    private final First empty;

    /**
     * An empty one.
     *
     * @param size how many frames with boxes, and as many without, stay at most; at least the size of the batch
     * @param seed that of the selection
     */
    public Shortlist(Ranking ranking, SharedSettings settings, int size, long seed) {
        this.ranking = ranking;
        this.settings = settings;
        this.lots = new SeededHash(seed);
        this.competing = new First(size);
        this.empty = new First(size);
    }

    /**
     * Whether a ranking can be cut short under these settings: a balance of classes has to know all classes of the pool,
     * and nearness is told by embeddings, which do not pass by here.
     */
    public static boolean suits(SharedSettings settings) {
        return !settings.classBalance() && settings.nearDuplicate() <= 0;
    }

    /** Lets a frame of the pool pass by. */
    public void offer(UUID frameId, List<ScoredBox> boxes) {
        List<ScoredBox> seen = ScoredFrame.from(boxes, settings.minConfidence());
        EmptyFrames.Policy policy = settings.emptyFrames().policy();
        if (seen.isEmpty() && (policy == EmptyFrames.Policy.QUOTA || policy == EmptyFrames.Policy.EXCLUDE)) {
            SeededHash emptyLots = Selection.emptyLots(lots);
            empty.offer(frameId, emptyLots.uniform(frameId), emptyLots.of(frameId));
            return;
        }
        double key = ranking.key(frameId, seen, settings, lots);
        // Those ranked before all others stand apart: their score is the highest of the frames with boxes, which they
        // must
        // not crowd out.
        (key == Double.POSITIVE_INFINITY ? empty : competing).offer(frameId, key, lots.of(frameId));
    }

    /** The frames that stayed, in no particular order. */
    public List<UUID> frames() {
        List<UUID> frames = new ArrayList<>(competing.frames());
        frames.addAll(empty.frames());
        return frames;
    }

    /** Whether every frame that passed by has stayed. */
    public boolean holdsAll() {
        return competing.holdsAll() && empty.holdsAll();
    }

    /** Whether what was selected from this list is what would have been selected from the whole pool. */
    public boolean settles(SelectionResult selected, int batchSize) {
        if (holdsAll()) {
            return true;
        }
        if (selected.frames().size() < batchSize) {
            return false;
        }
        Set<UUID> emptyFrames = new HashSet<>(empty.frames());
        int fromEmpty = (int) selected.frames().stream()
                .filter(pick -> emptyFrames.contains(pick.frameId()))
                .count();
        int quota = settings.emptyFrames().quota(batchSize, empty.offered());
        return switch (settings.emptyFrames().policy()) {
            case CERTAIN, EXCLUDE -> true;
            // Of a strategy that ranks all empty frames first, none may have been missing.
            case UNCERTAIN -> empty.holdsAll() || fromEmpty == batchSize;
            case QUOTA -> (competing.holdsAll() || fromEmpty <= quota) && (empty.holdsAll() || fromEmpty >= quota);
        };
    }

    private record Ranked(UUID frameId, double key, long lot) {

        static final Comparator<Ranked> LAST_FIRST = Comparator.comparingDouble(Ranked::key)
                .thenComparing(Comparator.comparingLong(Ranked::lot).reversed());
    }

    /** The first so many of all that were offered. */
    private static final class First {

        private final int size;
        private final PriorityQueue<Ranked> lastFirst = new PriorityQueue<>(Ranked.LAST_FIRST);
        private int offered;

        First(int size) {
            this.size = size;
        }

        void offer(UUID frameId, double key, long lot) {
            offered++;
            if (lastFirst.size() < size) {
                lastFirst.add(new Ranked(frameId, key, lot));
                return;
            }
            Ranked last = lastFirst.element();
            if (key > last.key() || (key == last.key() && lot < last.lot())) {
                lastFirst.remove();
                lastFirst.add(new Ranked(frameId, key, lot));
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
