package io.nerest.selection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A batch as it fills. It holds what all strategies have to respect: the size, no frame twice, the time between two
 * frames of one camera, no near duplicates, the balance of classes.
 */
public final class Basket {

    private static final String TOO_SOON = "closer in time than minGapSeconds to a chosen frame of its camera";
    private static final String NEAR_DUPLICATE = "near duplicate of a chosen or labelled frame";

    private final SharedSettings settings;
    private final NearDuplicates nearDuplicates;
    private final Map<Integer, Integer> classRoom = new HashMap<>();
    private final Map<Integer, Integer> classTaken = new HashMap<>();
    private final Map<String, NavigableSet<Instant>> takenTimes = new HashMap<>();
    private final Set<UUID> taken = new HashSet<>();
    private final List<Offer> spares = new ArrayList<>();
    private final List<SelectedFrame> picks = new ArrayList<>();
    private final List<ScoredFrame> pickedFrames = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private int limit;

    private record Offer(ScoredFrame frame, double score, String reason, Map<String, Double> parts) {}

    Basket(int limit, Candidates candidates) {
        this.limit = limit;
        this.settings = candidates.settings();
        this.nearDuplicates = new NearDuplicates(settings.nearDuplicate(), candidates.labelled());
        if (settings.classBalance()) {
            balance(candidates);
        }
    }

    private void balance(Candidates candidates) {
        Set<Integer> classes = new HashSet<>();
        candidates.frames().forEach(frame -> classes.add(DominantClass.of(frame)));
        classes.remove(DominantClass.NONE);
        if (!classes.isEmpty()) {
            int room = (limit + classes.size() - 1) / classes.size();
            classes.forEach(id -> classRoom.put(id, room));
        }
    }

    /** Whether it takes no more. */
    public boolean isFull() {
        return picks.size() >= limit;
    }

    /** How many frames it still wants. */
    public int room() {
        return Math.max(0, limit - picks.size());
    }

    /** What it holds, by rank. */
    List<ScoredFrame> picked() {
        return pickedFrames;
    }

    boolean contains(UUID frameId) {
        return taken.contains(frameId);
    }

    /**
     * Offers a frame.
     *
     * @return whether it was taken; where not, no later frame will make it fit
     */
    public boolean offer(ScoredFrame frame, double score, String reason, Map<String, Double> parts) {
        if (isFull() || taken.contains(frame.frameId())) {
            return false;
        }
        Offer offer = new Offer(frame, score, reason, parts);
        int dominant = DominantClass.of(frame);
        if (classTaken.getOrDefault(dominant, 0) >= classRoom.getOrDefault(dominant, Integer.MAX_VALUE)) {
            spares.add(offer);
            return false;
        }
        return take(offer);
    }

    /** Where the balance of classes left room that the pool cannot fill otherwise, takes the best of what it refused. */
    void settle() {
        List<Offer> refused = List.copyOf(spares);
        spares.clear();
        for (Offer spare : refused) {
            // A strategy of several passes offers a frame in each.
            if (!isFull() && !taken.contains(spare.frame().frameId())) {
                take(spare);
            }
        }
    }

    void widen(int newLimit) {
        limit = newLimit;
    }

    int limit() {
        return limit;
    }

    List<SelectedFrame> frames() {
        return List.copyOf(picks);
    }

    Map<String, Integer> excluded() {
        return Map.copyOf(leftOut);
    }

    private boolean take(Offer offer) {
        ScoredFrame frame = offer.frame();
        if (tooSoon(frame)) {
            leftOut.merge(TOO_SOON, 1, Integer::sum);
            return false;
        }
        if (!nearDuplicates.admit(frame)) {
            leftOut.merge(NEAR_DUPLICATE, 1, Integer::sum);
            return false;
        }
        takenTimes.computeIfAbsent(frame.streamId(), stream -> new TreeSet<>()).add(frame.capturedAt());
        classTaken.merge(DominantClass.of(frame), 1, Integer::sum);
        taken.add(frame.frameId());
        pickedFrames.add(frame);
        picks.add(new SelectedFrame(frame.frameId(), picks.size() + 1, offer.score(), offer.reason(), offer.parts()));
        return true;
    }

    private boolean tooSoon(ScoredFrame frame) {
        NavigableSet<Instant> times = takenTimes.get(frame.streamId());
        if (times == null || settings.minGap().isZero()) {
            return false;
        }
        Instant before = times.floor(frame.capturedAt());
        Instant after = times.ceiling(frame.capturedAt());
        return (before != null && before.plus(settings.minGap()).isAfter(frame.capturedAt()))
                || (after != null && frame.capturedAt().plus(settings.minGap()).isAfter(after));
    }
}
