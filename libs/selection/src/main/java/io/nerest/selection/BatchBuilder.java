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
 * A batch under construction. It enforces what holds for all strategies: the size, no frame twice, the least time between
 * two frames of one camera, no near duplicates, the balance of classes.
 */
public final class BatchBuilder {

    private static final String TOO_SOON = "closer in time than minGapSeconds to a selected frame of its camera";
    private static final String NEAR_DUPLICATE = "near duplicate of a selected or labelled frame";

    private final SharedSettings settings;
    private final NearDuplicates nearDuplicates;
    private final Map<Integer, Integer> classQuota = new HashMap<>();
    private final Map<Integer, Integer> classTaken = new HashMap<>();
    private final Map<String, NavigableSet<Instant>> takenTimes = new HashMap<>();
    private final Set<UUID> taken = new HashSet<>();
    private final List<Offer> spares = new ArrayList<>();
    private final List<SelectedFrame> selected = new ArrayList<>();
    private final List<ScoredFrame> selectedFrames = new ArrayList<>();
    private final Map<String, Integer> excluded = new TreeMap<>();
    private int limit;

    private record Offer(ScoredFrame frame, double score, String reason, Map<String, Double> parts) {}

    BatchBuilder(int limit, Candidates candidates) {
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
            int quota = (limit + classes.size() - 1) / classes.size();
            classes.forEach(id -> classQuota.put(id, quota));
        }
    }

    /** Whether it accepts no more frames. */
    public boolean isFull() {
        return selected.size() >= limit;
    }

    /** How many frames are missing. */
    public int remaining() {
        return Math.max(0, limit - selected.size());
    }

    /** The selected frames, by rank. */
    List<ScoredFrame> selectedFrames() {
        return selectedFrames;
    }

    boolean contains(UUID frameId) {
        return taken.contains(frameId);
    }

    /**
     * Offers a frame.
     *
     * @return whether it was accepted; if not, it need not be offered again
     */
    public boolean offer(ScoredFrame frame, double score, String reason, Map<String, Double> parts) {
        if (isFull() || taken.contains(frame.frameId())) {
            return false;
        }
        Offer offer = new Offer(frame, score, reason, parts);
        int dominant = DominantClass.of(frame);
        if (classTaken.getOrDefault(dominant, 0) >= classQuota.getOrDefault(dominant, Integer.MAX_VALUE)) {
            spares.add(offer);
            return false;
        }
        return take(offer);
    }

    /** Fills what the balance of classes left empty with the best of the frames that it refused. */
    void fillFromSpares() {
        List<Offer> refused = List.copyOf(spares);
        spares.clear();
        for (Offer spare : refused) {
            // A strategy of several passes offers a frame in each pass.
            if (!isFull() && !taken.contains(spare.frame().frameId())) {
                take(spare);
            }
        }
    }

    void setLimit(int newLimit) {
        limit = newLimit;
    }

    int limit() {
        return limit;
    }

    List<SelectedFrame> frames() {
        return List.copyOf(selected);
    }

    Map<String, Integer> excluded() {
        return Map.copyOf(excluded);
    }

    private boolean take(Offer offer) {
        ScoredFrame frame = offer.frame();
        if (tooSoon(frame)) {
            excluded.merge(TOO_SOON, 1, Integer::sum);
            return false;
        }
        if (!nearDuplicates.admit(frame)) {
            excluded.merge(NEAR_DUPLICATE, 1, Integer::sum);
            return false;
        }
        takenTimes.computeIfAbsent(frame.streamId(), stream -> new TreeSet<>()).add(frame.capturedAt());
        classTaken.merge(DominantClass.of(frame), 1, Integer::sum);
        taken.add(frame.frameId());
        selectedFrames.add(frame);
        selected.add(
                new SelectedFrame(frame.frameId(), selected.size() + 1, offer.score(), offer.reason(), offer.parts()));
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
