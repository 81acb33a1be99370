package io.nerest.selection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Selects a batch. A pure function of the request: it depends neither on the time nor on the order of the pool. */
public final class Selection {

    /** Independent random keys for the quota of empty frames, so that it is not correlated with the strategy's ties. */
    private static final int EMPTY_KEYS = 1;

    private Selection() {}

    /**
     * Selects the batch.
     *
     * @throws InvalidSelectionException if a frame is in the pool twice, or lacks scores or an embedding that the strategy needs
     */
    public static SelectionResult select(SelectionRequest request) {
        SharedSettings settings = request.settings();
        SeededHash randomKeys = new SeededHash(request.seed());
        List<ScoredFrame> detected = new ArrayList<>();
        List<ScoredFrame> empty = new ArrayList<>();
        Map<String, Integer> excluded = new TreeMap<>();
        split(request, detected, empty, excluded);

        EmptyFrames.Policy policy = settings.emptyFrames().policy();
        List<ScoredFrame> neighbours = new ArrayList<>(detected);
        neighbours.addAll(empty);
        if (policy != EmptyFrames.Policy.EXCLUDE) {
            admit(request.strategy().suspected(neighbours), detected, empty);
        }
        List<ScoredFrame> competing = new ArrayList<>(detected);
        if (policy == EmptyFrames.Policy.CERTAIN || policy == EmptyFrames.Policy.UNCERTAIN) {
            competing.addAll(empty);
        } else if (policy == EmptyFrames.Policy.EXCLUDE && !empty.isEmpty()) {
            excluded.put("no detections, and emptyFrames is 'exclude'", empty.size());
        }
        int quota = settings.emptyFrames().quota(request.batchSize(), empty.size());
        Candidates candidates = new Candidates(competing, neighbours, request.labelled(), settings, randomKeys);
        BatchBuilder batch = new BatchBuilder(request.batchSize() - quota, candidates);
        fill(request.strategy(), candidates, batch);
        if (policy == EmptyFrames.Policy.QUOTA) {
            batch.setLimit(batch.frames().size()
                    + Math.max(quota, request.batchSize() - batch.frames().size()));
            Candidates withoutDetections =
                    new Candidates(empty, neighbours, request.labelled(), settings, emptyKeys(randomKeys));
            fillWithEmpty(withoutDetections, batch);
            if (!batch.isFull()) {
                fill(request.strategy(), candidates, batch);
            }
        }
        batch.excluded().forEach((reason, count) -> excluded.merge(reason, count, Integer::sum));
        return new SelectionResult(batch.frames(), excluded, notes(request, batch, excluded));
    }

    /** Returns the random keys by whose order empty frames fill their quota. */
    static SeededHash emptyKeys(SeededHash randomKeys) {
        return randomKeys.split(EMPTY_KEYS);
    }

    private static void split(
            SelectionRequest request,
            List<ScoredFrame> detected,
            List<ScoredFrame> empty,
            Map<String, Integer> excluded) {
        Set<UUID> labelled = new HashSet<>();
        request.labelled().forEach(frame -> labelled.add(frame.frameId()));
        Set<UUID> ids = new HashSet<>();
        for (ScoredFrame frame : request.pool()) {
            if (!ids.add(frame.frameId())) {
                throw new InvalidSelectionException("frame " + frame.frameId() + " is in the pool twice");
            }
            if (labelled.contains(frame.frameId())) {
                excluded.merge("labelled already", 1, Integer::sum);
                continue;
            }
            ScoredFrame clean = frame.withBoxesFrom(request.settings().minConfidence());
            (clean.hasNoDetections() ? empty : detected).add(clean);
        }
    }

    /** Moves the frames on which the strategy suspects a missed object to those with detections. */
    private static void admit(Set<UUID> suspected, List<ScoredFrame> detected, List<ScoredFrame> empty) {
        if (!suspected.isEmpty()) {
            empty.stream().filter(frame -> suspected.contains(frame.frameId())).forEach(detected::add);
            empty.removeIf(frame -> suspected.contains(frame.frameId()));
        }
    }

    private static void fill(Strategy strategy, Candidates candidates, BatchBuilder batch) {
        if (batch.isFull() || candidates.size() == 0) {
            return;
        }
        strategy.select(candidates, batch);
        batch.fillFromSpares();
    }

    private static void fillWithEmpty(Candidates empty, BatchBuilder batch) {
        double[] randomKeys = new double[empty.size()];
        long[] ties = new long[empty.size()];
        for (int i = 0; i < randomKeys.length; i++) {
            randomKeys[i] = empty.randomKeys().uniform(empty.frame(i).frameId());
            ties[i] = empty.randomKeys().of(empty.frame(i).frameId());
        }
        RankedOrder order = new RankedOrder(randomKeys, ties);
        while (!batch.isFull() && order.hasNext()) {
            int index = order.next();
            batch.offer(
                    empty.frame(index),
                    0,
                    "no detections: drawn at random for the quota of empty frames",
                    Map.of("boxes", 0.0, "randomKey", randomKeys[index]));
        }
    }

    private static List<String> notes(SelectionRequest request, BatchBuilder batch, Map<String, Integer> excluded) {
        int selected = batch.frames().size();
        if (selected == request.batchSize()) {
            return List.of();
        }
        String why = excluded.isEmpty() ? "the pool holds no more" : "the settings excluded frames: " + excluded;
        return List.of(
                "a batch of " + request.batchSize() + " was requested, " + selected + " frames were selected; " + why);
    }
}
