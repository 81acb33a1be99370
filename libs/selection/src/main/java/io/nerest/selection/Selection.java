package io.nerest.selection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Chooses a batch. A pure function of the request: neither the clock nor the order of the pool has a part in it. */
public final class Selection {

    /** Independent lots for the empty frames' quota, so that it does not mirror the strategy's own ties. */
    private static final int EMPTY_LOTS = 1;

    private Selection() {}

    /**
     * Chooses the batch.
     *
     * @throws InvalidSelectionException where a frame is in the pool twice, or lacks what the strategy needs
     */
    public static SelectionResult select(SelectionRequest request) {
        SharedSettings settings = request.settings();
        SeededHash lots = new SeededHash(request.seed());
        List<ScoredFrame> seen = new ArrayList<>();
        List<ScoredFrame> empty = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        split(request, seen, empty, leftOut);

        EmptyFrames.Policy policy = settings.emptyFrames().policy();
        List<ScoredFrame> competing = new ArrayList<>(seen);
        if (policy == EmptyFrames.Policy.CERTAIN || policy == EmptyFrames.Policy.UNCERTAIN) {
            competing.addAll(empty);
        } else if (policy == EmptyFrames.Policy.EXCLUDE && !empty.isEmpty()) {
            leftOut.put("the model sees nothing on it, and emptyFrames is 'exclude'", empty.size());
        }
        int quota = settings.emptyFrames().quota(request.batchSize(), empty.size());
        Candidates candidates = new Candidates(competing, request.labelled(), settings, lots);
        Basket basket = new Basket(request.batchSize() - quota, candidates);
        fill(request.strategy(), candidates, basket);
        if (policy == EmptyFrames.Policy.QUOTA) {
            basket.widen(basket.frames().size()
                    + Math.max(quota, request.batchSize() - basket.frames().size()));
            Candidates nothingSeen = new Candidates(empty, request.labelled(), settings, emptyLots(lots));
            fillWithEmpty(nothingSeen, basket);
            if (!basket.isFull()) {
                fill(request.strategy(), candidates, basket);
            }
        }
        basket.excluded().forEach((reason, count) -> leftOut.merge(reason, count, Integer::sum));
        return new SelectionResult(basket.frames(), leftOut, notes(request, basket, leftOut));
    }

    /** By whose order empty frames fill their quota. */
    static SeededHash emptyLots(SeededHash lots) {
        return lots.split(EMPTY_LOTS);
    }

    private static void split(
            SelectionRequest request, List<ScoredFrame> seen, List<ScoredFrame> empty, Map<String, Integer> leftOut) {
        Set<UUID> labelled = new HashSet<>();
        request.labelled().forEach(frame -> labelled.add(frame.frameId()));
        Set<UUID> met = new HashSet<>();
        for (ScoredFrame frame : request.pool()) {
            if (!met.add(frame.frameId())) {
                throw new InvalidSelectionException("frame " + frame.frameId() + " is in the pool twice");
            }
            if (labelled.contains(frame.frameId())) {
                leftOut.merge("labelled already", 1, Integer::sum);
                continue;
            }
            ScoredFrame clean = frame.withBoxesFrom(request.settings().minConfidence());
            (clean.seesNothing() ? empty : seen).add(clean);
        }
    }

    private static void fill(Strategy strategy, Candidates candidates, Basket basket) {
        if (basket.isFull() || candidates.size() == 0) {
            return;
        }
        strategy.choose(candidates, basket);
        basket.settle();
    }

    private static void fillWithEmpty(Candidates empty, Basket basket) {
        double[] lots = new double[empty.size()];
        long[] ties = new long[empty.size()];
        for (int i = 0; i < lots.length; i++) {
            lots[i] = empty.lots().uniform(empty.frame(i).frameId());
            ties[i] = empty.lots().of(empty.frame(i).frameId());
        }
        RankedOrder order = new RankedOrder(lots, ties);
        while (!basket.isFull() && order.hasNext()) {
            int index = order.next();
            basket.offer(
                    empty.frame(index),
                    0,
                    "the model sees nothing; drawn at random for the empty frames' part of the batch",
                    Map.of("boxes", 0.0, "lot", lots[index]));
        }
    }

    private static List<String> notes(SelectionRequest request, Basket basket, Map<String, Integer> leftOut) {
        int chosen = basket.frames().size();
        if (chosen == request.batchSize()) {
            return List.of();
        }
        String why = leftOut.isEmpty() ? "the pool holds no more" : "the rest was left out: " + leftOut;
        return List.of(
                "a batch of " + request.batchSize() + " was asked for, " + chosen + " frames were chosen; " + why);
    }
}
