package io.nerest.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * k-centre greedy, weighted: time and again takes the frame with the greatest {@code weight * distance^power}, the
 * distance being the Euclidean one to the nearest labelled or chosen frame.
 *
 * <p>Lazy, and yet exact: a distance to the nearest centre only ever falls, so that an old one is an upper bound. Frames
 * wait in the order of their bounds, and only the first one's bound is brought up to date, until the first one is; most
 * frames are compared with few of the centres.
 */
final class GreedyDiversity {

    private final Candidates candidates;
    private final double[] weights;
    private final double power;
    private final String name;
    private final Centres centres;

    /**
     * Prepares a choice.
     *
     * @param weights a factor for each candidate, at least 0
     * @param power of the distance, 0 to 1
     * @param name of the strategy, for complaints and reasons
     * @throws InvalidSelectionException where embeddings are missing, not finite, or of two lengths
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

    private record Waiting(int index, double bound, long lot) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            int byBound = Double.compare(other.bound, bound);
            return byBound != 0 ? byBound : Long.compare(lot, other.lot);
        }
    }

    void choose(Basket basket) {
        for (ScoredFrame frame : basket.picked()) {
            if (frame.embedding().length > 0) {
                centres.add(frame.embedding());
            }
        }
        if (centres.size() == 0) {
            start(basket);
        }
        if (basket.isFull() || centres.size() == 0) {
            return;
        }
        int size = candidates.size();
        float[] squares = new float[size];
        int[] compared = new int[size];
        PriorityQueue<Waiting> queue = firstBounds(basket, squares, compared);
        float[] sums = new float[Centres.LANES];
        while (!basket.isFull() && !queue.isEmpty()) {
            Waiting first = queue.remove();
            int index = first.index();
            if (compared[index] < centres.size()) {
                squares[index] = Math.min(squares[index], compareOn(index, compared, sums));
                queue.add(new Waiting(index, key(index, squares[index]), first.lot()));
            } else if (offer(basket, index, first.bound(), squares[index])) {
                centres.add(candidates.frame(index).embedding());
            }
        }
    }

    /** With nothing to keep away from, the weightiest frame starts, among equals the one whose lot comes first. */
    private void start(Basket basket) {
        long[] lots = new long[candidates.size()];
        Arrays.setAll(lots, i -> candidates.lots().of(candidates.frame(i).frameId()));
        RankedOrder order = new RankedOrder(weights, lots);
        while (order.hasNext() && !basket.isFull()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            if (basket.offer(
                    frame,
                    weights[index],
                    name + ": nothing is labelled yet, so that the choice starts here",
                    Map.of("weight", weights[index]))) {
                centres.add(frame.embedding());
                return;
            }
        }
    }

    private PriorityQueue<Waiting> firstBounds(Basket basket, float[] squares, int[] compared) {
        int end = centres.endOfBlock(0);
        IntStream.range(0, candidates.size()).parallel().forEach(index -> {
            squares[index] =
                    centres.nearestSquared(candidates.frame(index).embedding(), 0, end, new float[Centres.LANES]);
            compared[index] = end;
        });
        List<Waiting> waiting = IntStream.range(0, candidates.size())
                .filter(index -> !basket.contains(candidates.frame(index).frameId()))
                .mapToObj(index -> new Waiting(
                        index,
                        key(index, squares[index]),
                        candidates.lots().of(candidates.frame(index).frameId())))
                .toList();
        return new PriorityQueue<>(waiting);
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

    private boolean offer(Basket basket, int index, double score, float square) {
        double distance = Math.sqrt(square);
        return basket.offer(
                candidates.frame(index),
                score,
                String.format(
                        Locale.ROOT,
                        "%s %.4f: %.4f away from the nearest labelled or chosen frame, weight %.4f",
                        name,
                        score,
                        distance,
                        weights[index]),
                Map.of("distance", distance, "weight", weights[index]));
    }

    private static int requireEmbeddings(Candidates candidates, String wantedBy) {
        int dimensions = -1;
        for (ScoredFrame frame : candidates.frames()) {
            Embeddings.require(frame, wantedBy);
            if (dimensions >= 0) {
                Embeddings.requireSameLength(dimensions, frame.embedding().length);
            }
            Embeddings.requireFinite(frame.frameId(), frame.embedding());
            dimensions = frame.embedding().length;
        }
        return dimensions;
    }
}
