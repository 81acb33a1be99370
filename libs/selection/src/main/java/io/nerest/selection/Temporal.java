package io.nerest.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code temporal}: frames on which an object flickers between neighbours in time, which only streams show. Detections are
 * joined into tracks (ByteTrack). Scores of a frame, aggregated like those of boxes:
 *
 * <ul>
 *   <li>an object of confidences p and p' before and after, missed on m frames between: {@code min(p, p') / m} on each of
 *       them, also if the frame has no detection at all;
 *   <li>an object of confidence p found once and nowhere near: {@code p};
 *   <li>a change of confidence between its neighbours: {@code |p - (p' + p'') / 2|}.
 * </ul>
 *
 * <p>A frame whose missed objects are all explained by frames selected before it comes after the other flickers. Frames
 * without a flicker follow by {@code entropy - 1}, and those without detections last. After the temporal coherence of Bengar
 * et al. (ICCV Workshops 2019, arXiv 1907.11109), who take flickers as likely errors for active learning, and of Jin et al.
 * (ECCV 2018, arXiv 1808.04285), who mine hard examples from them; the formula is this project's. Score in [-1, 1].
 *
 * <p>Neighbours must be in the pool: with a small {@code sampleSize} few are.
 *
 * @param maxGapSeconds frames of one stream farther apart are no neighbours, above 0
 */
public record Temporal(double maxGapSeconds) implements Strategy {

    static final Setting<Double> MAX_GAP_SECONDS = Setting.numberAbove(
            "maxGapSeconds", 0, 86_400, 10, "of temporal: frames of a camera farther apart are no neighbours");

    public Temporal {
        MAX_GAP_SECONDS.check(maxGapSeconds);
    }

    @Override
    public String name() {
        return "temporal";
    }

    @Override
    public StrategyNeeds needs() {
        return StrategyNeeds.DETECTIONS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.wholePool(this);
    }

    @Override
    public Set<UUID> suspected(List<ScoredFrame> frames) {
        Map<UUID, List<Flicker>> flickers = Flickers.of(frames, maxGapSeconds);
        Set<UUID> suspected = new HashSet<>();
        for (ScoredFrame frame : frames) {
            if (frame.hasNoDetections() && flickers.containsKey(frame.frameId())) {
                suspected.add(frame.frameId());
            }
        }
        return suspected;
    }

    private record Flickering(ScoredFrame frame, List<Flicker> flickers, double score, long randomKey) {}

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        Map<UUID, List<Flicker>> byFrame = Flickers.of(candidates.neighbours(), maxGapSeconds);
        List<Flickering> flickering = new ArrayList<>();
        for (ScoredFrame frame : candidates.frames()) {
            List<Flicker> flickers = byFrame.get(frame.frameId());
            if (flickers != null) {
                double[] scores =
                        flickers.stream().mapToDouble(Flicker::score).sorted().toArray();
                flickering.add(new Flickering(
                        frame,
                        flickers,
                        candidates.settings().aggregation().of(scores),
                        candidates.randomKeys().of(frame.frameId())));
            }
        }
        flickering.sort(
                Comparator.comparingDouble(Flickering::score).reversed().thenComparingLong(Flickering::randomKey));
        offerFlickers(flickering, batch);
        offerOthers(candidates, byFrame.keySet(), batch);
    }

    private void offerFlickers(List<Flickering> flickering, BatchBuilder batch) {
        Set<Integer> explained = new HashSet<>();
        List<Flickering> later = new ArrayList<>();
        for (Flickering next : flickering) {
            if (next.flickers().stream().allMatch(flicker -> explained.contains(flicker.event()))) {
                later.add(next);
            } else if (offer(next, batch)) {
                next.flickers().forEach(flicker -> explained.add(flicker.event()));
            }
        }
        later.forEach(next -> offer(next, batch));
    }

    private boolean offer(Flickering next, BatchBuilder batch) {
        Flicker strongest = next.flickers().stream()
                .max(Comparator.comparingDouble(Flicker::score))
                .orElseThrow();
        return batch.offer(
                next.frame(),
                next.score(),
                String.format(Locale.ROOT, "%s %.4f: %s", name(), next.score(), strongest.kind()),
                Map.of("flickers", (double) next.flickers().size(), "strongest", strongest.score()));
    }

    private void offerOthers(Candidates candidates, Set<UUID> flickering, BatchBuilder batch) {
        double[] keys = new double[candidates.size()];
        long[] randomKeys = new long[candidates.size()];
        for (int i = 0; i < keys.length; i++) {
            ScoredFrame frame = candidates.frame(i);
            keys[i] = frame.boxes().isEmpty() ? -1 : new BernoulliEntropy().score(frame.boxes(), Aggregation.MAX) - 1;
            randomKeys[i] = candidates.randomKeys().of(frame.frameId());
        }
        RankedOrder order = new RankedOrder(keys, randomKeys);
        while (!batch.isFull() && order.hasNext()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            if (!flickering.contains(frame.frameId())) {
                batch.offer(
                        frame,
                        keys[index],
                        String.format(Locale.ROOT, "%s %.4f: no flicker; by entropy", name(), keys[index]),
                        Map.of("boxes", (double) frame.boxes().size()));
            }
        }
    }
}
