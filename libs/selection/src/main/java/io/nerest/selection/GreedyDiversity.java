package io.nerest.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Weighted k-centre greedy: repeatedly takes the frame with the greatest {@code weight * distance^power}, where the
 * distance is the Euclidean one to the nearest labelled or selected frame.
 *
 * <p>Lazy and exact: a distance to the nearest centre only falls, so an old one is an upper bound. Frames are queued by
 * their bounds, and only the first one's bound is updated, until the first frame's bound is exact. Most frames are
 * compared with few of the centres.
 */
final class GreedyDiversity {

    private final Candidates candidates;
    private final double[] weights;
    private final double power;
    private final String name;
    private final Centres centres;

    /**
     * Prepares a selection.
     *
     * @param weights a factor for each candidate, at least 0
     * @param power exponent of the distance, in [0, 1]
     * @param name name of the strategy, for errors and reasons
     * @throws InvalidSelectionException if embeddings are missing, not finite, or of two lengths
     */
    GreedyDiversity(Candidates candidates, double[] weights, double power, String name) {
        this.candidates = candidates;
        this.weights = weights;
        this.power = power;
        this.name = name;
        this.centres = new Centres(requireEmbeddings(candidates, name));
        for (LabelledFrame frame : candidates.labelled()) {
            if (frame.embedding().length > 0) {
                Embeddings.requireFinite(frame.frameId(), frame.embedding());
                centres.add(frame.embedding());
            }
        }
    }

    private record Queued(int index, double bound, long randomKey) implements Comparable<Queued> {

        @Override
        public int compareTo(Queued other) {
            int byBound = Double.compare(other.bound, bound);
            return byBound != 0 ? byBound : Long.compare(randomKey, other.randomKey);
        }
    }

    void select(BatchBuilder batch) {
        for (ScoredFrame frame : batch.selectedFrames()) {
            if (frame.embedding().length > 0) {
                centres.add(frame.embedding());
            }
        }
        if (centres.size() == 0) {
            start(batch);
        }
        if (batch.isFull() || centres.size() == 0) {
            return;
        }
        int size = candidates.size();
        float[] squares = new float[size];
        int[] compared = new int[size];
        PriorityQueue<Queued> queue = firstBounds(batch, squares, compared);
        float[] sums = new float[Centres.LANES];
        while (!batch.isFull() && !queue.isEmpty()) {
            Queued first = queue.remove();
            int index = first.index();
            if (compared[index] < centres.size()) {
                squares[index] = Math.min(squares[index], compareOn(index, compared, sums));
                queue.add(new Queued(index, key(index, squares[index]), first.randomKey()));
            } else if (offer(batch, index, first.bound(), squares[index])) {
                centres.add(candidates.frame(index).embedding());
            }
        }
    }

    /** Without centres, starts with the frame of the highest weight, among equals that of the lowest random key. */
    private void start(BatchBuilder batch) {
        long[] randomKeys = new long[candidates.size()];
        Arrays.setAll(
                randomKeys, i -> candidates.randomKeys().of(candidates.frame(i).frameId()));
        RankedOrder order = new RankedOrder(weights, randomKeys);
        while (order.hasNext() && !batch.isFull()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            if (batch.offer(
                    frame,
                    weights[index],
                    name + ": no frame is labelled yet, so this one is the first centre",
                    Map.of("weight", weights[index]))) {
                centres.add(frame.embedding());
                return;
            }
        }
    }

    private PriorityQueue<Queued> firstBounds(BatchBuilder batch, float[] squares, int[] compared) {
        int end = centres.endOfBlock(0);
        IntStream.range(0, candidates.size()).parallel().forEach(index -> {
            squares[index] =
                    centres.nearestSquared(candidates.frame(index).embedding(), 0, end, new float[Centres.LANES]);
            compared[index] = end;
        });
        List<Queued> queued = IntStream.range(0, candidates.size())
                .filter(index -> !batch.contains(candidates.frame(index).frameId()))
                .mapToObj(index -> new Queued(
                        index,
                        key(index, squares[index]),
                        candidates.randomKeys().of(candidates.frame(index).frameId())))
                .toList();
        return new PriorityQueue<>(queued);
    }

    private float compareOn(int index, int[] compared, float[] sums) {
        int from = compared[index];
        int to = centres.endOfBlock(from);
        compared[index] = to;
        return centres.nearestSquared(candidates.frame(index).embedding(), from, to, sums);
    }

    private double key(int index, float square) {
        return weights[index] * Math.pow(square, power / 2);
    }

    private boolean offer(BatchBuilder batch, int index, double score, float square) {
        double distance = Math.sqrt(square);
        return batch.offer(
                candidates.frame(index),
                score,
                String.format(
                        Locale.ROOT,
                        "%s %.4f: %.4f from the nearest labelled or selected frame, weight %.4f",
                        name,
                        score,
                        distance,
                        weights[index]),
                Map.of("distance", distance, "weight", weights[index]));
    }

    private static int requireEmbeddings(Candidates candidates, String neededBy) {
        int dimensions = -1;
        for (ScoredFrame frame : candidates.frames()) {
            Embeddings.require(frame, neededBy);
            if (dimensions >= 0) {
                Embeddings.requireSameLength(dimensions, frame.embedding().length);
            }
            Embeddings.requireFinite(frame.frameId(), frame.embedding());
            dimensions = frame.embedding().length;
        }
        return dimensions;
    }
}
