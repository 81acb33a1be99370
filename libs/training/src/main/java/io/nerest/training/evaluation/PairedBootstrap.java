package io.nerest.training.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Confidence intervals of the difference between two models by the paired bootstrap. From n images, n are drawn with
 * replacement, both models are measured on the draw, and {@code d* = m_B* - m_A*} is recorded. The 95 % interval is from the
 * 2.5th to the 97.5th percentile of d* over all draws (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section
 * 13.3). The draw is the same for both, since a difficult image is difficult for both. Precision and recall are measured at
 * each model's own confidence on the whole set.
 *
 * <p>Images are assumed to be independent. Frames of one camera seconds apart are not: the true interval is then wider.
 */
public final class PairedBootstrap {
    private static final double LOW = .025;
    private static final double HIGH = .975;

    private final int images;
    private final Function<int[], SampleMetrics> a;
    private final Function<int[], SampleMetrics> b;

    /**
     * Creates the bootstrap of two models over the same images in the same order.
     *
     * @param confidenceOfA at which the first model's precision and recall are given
     */
    public PairedBootstrap(ImageSamples a, ImageSamples b, double confidenceOfA, double confidenceOfB) {
        this(a.images(), times -> a.of(times, confidenceOfA), times -> b.of(times, confidenceOfB));
        if (a.images() != b.images()) {
            throw new IllegalArgumentException(
                    "the models were measured on %d and on %d images; both must be measured on the same"
                            .formatted(a.images(), b.images()));
        }
    }

    /**
     * Creates the bootstrap of two models whose metrics on a sample are computed by functions.
     *
     * @param images number of images
     * @param a metrics of the first model by how often the sample contains each image
     */
    public PairedBootstrap(int images, Function<int[], SampleMetrics> a, Function<int[], SampleMetrics> b) {
        this.images = images;
        this.a = a;
        this.b = b;
    }

    private record Pair(SampleMetrics a, SampleMetrics b) {}

    /**
     * Computes the five metrics with their intervals.
     *
     * @param draws at least 1; with a thousand, the ends have an error of about a twentieth of the interval's length
     * @param seed the same seed gives the same intervals
     */
    public List<MetricDifference> differences(int draws, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        long[] seedOf = LongStream.generate(seeds::nextLong).limit(draws).toArray();
        List<Pair> pairs = IntStream.range(0, draws)
                .parallel()
                .mapToObj(draw -> measure(draw(new SplittableRandom(seedOf[draw]))))
                .toList();
        int[] once = new int[images];
        Arrays.fill(once, 1);
        Pair whole = measure(once);
        return List.of(
                difference("mAP50", whole, pairs, SampleMetrics::map50),
                difference("mAP50-95", whole, pairs, SampleMetrics::map50To95),
                difference("precision", whole, pairs, SampleMetrics::precision),
                difference("recall", whole, pairs, SampleMetrics::recall),
                difference("F1", whole, pairs, SampleMetrics::f1));
    }

    private Pair measure(int[] times) {
        return new Pair(a.apply(times), b.apply(times));
    }

    private int[] draw(SplittableRandom random) {
        int[] times = new int[images];
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
        return times;
    }

    private static MetricDifference difference(
            String metric, Pair whole, List<Pair> pairs, ToDoubleFunction<SampleMetrics> value) {
        double[] sorted = pairs.stream()
                .mapToDouble(pair -> value.applyAsDouble(pair.b) - value.applyAsDouble(pair.a))
                .sorted()
                .toArray();
        double better =
                Arrays.stream(sorted).map(d -> d > 0 ? 1 : d == 0 ? .5 : 0).sum() / sorted.length;
        double ofA = value.applyAsDouble(whole.a);
        double ofB = value.applyAsDouble(whole.b);
        return new MetricDifference(
                metric, ofA, ofB, ofB - ofA, percentile(sorted, LOW), percentile(sorted, HIGH), better);
    }

    /** Returns a quantile by linear interpolation between ranks. */
    static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
