package io.nerest.selector.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.stat.inference.AlternativeHypothesis;
import org.hipparchus.stat.inference.BinomialTest;

/**
 * Whether two models differ on the same labelled frames. A frame is faultless for a model if each object has a box and each box
 * an object. The p-value is that of the exact McNemar test (McNemar, Psychometrika 12, 1947) on the frames that are faultless for
 * one model alone. The interval is that of the difference in F1 by a paired bootstrap over frames (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, section 13.3). Both take frames as independent; those of one camera seconds apart are not,
 * and then the true p-value is larger and the true interval wider.
 *
 * @param frames compared frames
 * @param faultlessA frames that are faultless for the first model alone
 * @param faultlessB frames that are faultless for the second model alone
 * @param faultlessBoth frames that are faultless for both
 * @param pValue probability of such a difference or a larger one between equal models, 0 to 1
 * @param f1A of the first model, 0 to 1
 * @param f1B of the second model, 0 to 1
 * @param difference {@code f1B - f1A}
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record PairedComparison(
        int frames,
        int faultlessA,
        int faultlessB,
        int faultlessBoth,
        double pValue,
        double f1A,
        double f1B,
        double difference,
        double low,
        double high) {
    private static final int DRAWS = 2_000;
    private static final long SEED = 1;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    /**
     * Compares two models.
     *
     * @param pairs at least one
     */
    static PairedComparison of(List<MatchedPair> pairs) {
        int onlyA = 0;
        int onlyB = 0;
        int both = 0;
        for (MatchedPair pair : pairs) {
            boolean a = pair.a().isFaultless();
            boolean b = pair.b().isFaultless();
            onlyA += a && !b ? 1 : 0;
            onlyB += b && !a ? 1 : 0;
            both += a && b ? 1 : 0;
        }
        int different = onlyA + onlyB;
        double p = different == 0
                ? 1
                : new BinomialTest().binomialTest(different, onlyA, 0.5, AlternativeHypothesis.TWO_SIDED);
        Sums whole = new Sums();
        pairs.forEach(whole::add);
        double[] differences = differences(pairs);
        return new PairedComparison(
                pairs.size(),
                onlyA,
                onlyB,
                both,
                Math.min(1, p),
                whole.f1A(),
                whole.f1B(),
                whole.f1B() - whole.f1A(),
                differences[(int) (LOW * (DRAWS - 1))],
                differences[(int) Math.ceil(HIGH * (DRAWS - 1))]);
    }

    private static double[] differences(List<MatchedPair> pairs) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] differences = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            Sums sums = new Sums();
            for (int i = 0; i < pairs.size(); i++) {
                sums.add(pairs.get(random.nextInt(pairs.size())));
            }
            differences[draw] = sums.f1B() - sums.f1A();
        }
        Arrays.sort(differences);
        return differences;
    }

    /** Boxes of several frames. */
    private static final class Sums {
        private long rightA;
        private long mistakesA;
        private long rightB;
        private long mistakesB;

        void add(MatchedPair pair) {
            rightA += pair.a().right();
            mistakesA += pair.a().wrong() + pair.a().missed();
            rightB += pair.b().right();
            mistakesB += pair.b().wrong() + pair.b().missed();
        }

        double f1A() {
            return f1(rightA, mistakesA);
        }

        double f1B() {
            return f1(rightB, mistakesB);
        }

        /** Frames without objects and boxes have no mistake: their F1 is 1. */
        private static double f1(long right, long mistakes) {
            return right + mistakes == 0 ? 1 : 2.0 * right / (2.0 * right + mistakes);
        }
    }
}
