package io.nerest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code typical}: TypiClust (Hacohen et al., ICML 2022, arXiv 2202.02794), for cold starts, when the uncertainty of a
 * model carries no information yet. Embeddings of pool and labelled frames are clustered into as many clusters as there
 * will be labels; each of the largest clusters without a label gives its most typical frame. Typicality is one over the
 * mean distance to the {@value #NEIGHBOURS} nearest frames of the cluster. Score: typicality, above 0; identical frames
 * have the highest finite number.
 *
 * <p>Neighbours cost the square of a cluster's size. So at most {@value #MOST_FRAMES} frames of the pool, and as many
 * labelled ones, are drawn at random, and there are at most {@value #MOST_CLUSTERS} clusters.
 */
public record Typical() implements Strategy {

    private static final int NEIGHBOURS = 20;
    private static final int MOST_FRAMES = 20_000;
    private static final int MOST_CLUSTERS = 500;

    @Override
    public String name() {
        return "typical";
    }

    @Override
    public StrategyNeeds needs() {
        return StrategyNeeds.EMBEDDINGS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.wholePool(this);
    }

    private record Central(ScoredFrame frame, double typicality, int clusterSize) {}

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        List<ScoredFrame> frames = byRandomKey(candidates, batch);
        List<LabelledFrame> labelled = labelledByRandomKey(candidates);
        if (frames.isEmpty()) {
            return;
        }
        int dimensions = frames.get(0).embedding().length;
        List<float[]> points = new ArrayList<>();
        for (ScoredFrame frame : frames) {
            Embeddings.require(frame, name());
            Embeddings.requireSameLength(dimensions, frame.embedding().length);
            Embeddings.requireFinite(frame.frameId(), frame.embedding());
            points.add(frame.embedding());
        }
        for (LabelledFrame frame : labelled) {
            Embeddings.requireSameLength(dimensions, frame.embedding().length);
            Embeddings.requireFinite(frame.frameId(), frame.embedding());
            points.add(frame.embedding());
        }
        int wanted = (int) Math.min(MOST_CLUSTERS, (long) batch.remaining() + labelled.size());
        List<List<Integer>> clusters =
                new ArrayList<>(Clusters.of(points, wanted).members());
        clusters.sort(uncoveredThenLargest(frames.size()));
        // If a pass over the clusters does not fill the batch, the next pass takes the next most typical frame of each.
        List<List<Central>> central = clusters.stream()
                .map(cluster -> central(cluster, frames, points))
                .toList();
        int longest = central.stream().mapToInt(List::size).max().orElse(0);
        for (int pass = 0; pass < longest && !batch.isFull(); pass++) {
            offer(pass, central, batch);
        }
    }

    private void offer(int pass, List<List<Central>> central, BatchBuilder batch) {
        for (List<Central> cluster : central) {
            if (pass < cluster.size() && !batch.isFull()) {
                Central next = cluster.get(pass);
                batch.offer(
                        next.frame(),
                        next.typicality(),
                        String.format(
                                Locale.ROOT,
                                "%s %.4f: number %d by typicality in a cluster of %d",
                                name(),
                                next.typicality(),
                                pass + 1,
                                next.clusterSize()),
                        Map.of("typicality", next.typicality(), "clusterSize", (double) next.clusterSize()));
            }
        }
    }

    private static Comparator<List<Integer>> uncoveredThenLargest(int frames) {
        return Comparator.comparingLong((List<Integer> cluster) ->
                        cluster.stream().filter(point -> point >= frames).count())
                .thenComparing(
                        Comparator.<List<Integer>>comparingInt(List::size).reversed())
                .thenComparingInt(cluster -> cluster.isEmpty() ? Integer.MAX_VALUE : cluster.get(0));
    }

    private static List<Central> central(List<Integer> cluster, List<ScoredFrame> frames, List<float[]> points) {
        return cluster.stream()
                .filter(point -> point < frames.size())
                .map(point -> new Central(frames.get(point), typicality(point, cluster, points), cluster.size()))
                .sorted(Comparator.comparingDouble(Central::typicality).reversed())
                .toList();
    }

    private static double typicality(int point, List<Integer> cluster, List<float[]> points) {
        double[] distances = cluster.stream()
                .filter(other -> other != point)
                .mapToDouble(other -> Math.sqrt(Centres.squared(points.get(point), points.get(other))))
                .sorted()
                .limit(NEIGHBOURS)
                .toArray();
        double mean = Arrays.stream(distances).average().orElse(Double.MAX_VALUE);
        return mean > 1 / Double.MAX_VALUE ? 1 / mean : Double.MAX_VALUE;
    }

    private static List<ScoredFrame> byRandomKey(Candidates candidates, BatchBuilder batch) {
        return candidates.frames().stream()
                .filter(frame -> !batch.contains(frame.frameId()))
                .sorted(Comparator.comparingLong(
                        frame -> candidates.randomKeys().of(frame.frameId())))
                .limit(MOST_FRAMES)
                .toList();
    }

    private static List<LabelledFrame> labelledByRandomKey(Candidates candidates) {
        return candidates.labelled().stream()
                .filter(frame -> frame.embedding().length > 0)
                .sorted(Comparator.comparingLong(
                        frame -> candidates.randomKeys().of(frame.frameId())))
                .limit(MOST_FRAMES)
                .toList();
    }
}
