package io.nerest.selection;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every strategy by name, what it computes, and how it is made from settings. */
public final class Strategies {

    private static final String EMPTY_BY_POLICY = "by emptyFrames: exclude, certain (last), uncertain (first), quota:P";

    private Strategies() {}

    /**
     * What a strategy is, for those who choose one.
     *
     * @param formula what it computes
     * @param source where that comes from
     * @param range what the scores lie in
     * @param emptyFrames what it does with frames on which the model sees nothing
     * @param options its own settings, with their defaults
     */
    public record Description(
            String name,
            String formula,
            String source,
            String range,
            String emptyFrames,
            Map<String, String> options) {}

    /** A strategy and what stands beside it, as read from one set of settings. */
    public record Configured(Strategy strategy, SharedSettings settings) {

        /** Whether a model has to have seen the frames. */
        public boolean needsScores() {
            return strategy.needsScores()
                    || settings.classBalance()
                    || needsEmbeddings()
                    || settings.emptyFrames().policy() == EmptyFrames.Policy.EXCLUDE
                    || settings.emptyFrames().policy() == EmptyFrames.Policy.QUOTA;
        }

        /** Whether frames have to come with embeddings. */
        public boolean needsEmbeddings() {
            return strategy.needsEmbeddings() || settings.nearDuplicate() > 0;
        }

        /** Whether the same model has to have seen the labelled frames too. */
        public boolean needsReferences() {
            return needsEmbeddings();
        }
    }

    /**
     * What stands beside {@code random} where nothing is said: empty frames are drawn like any other, so that it stays
     * the plain baseline.
     */
    public static final SharedSettings RANDOM_DEFAULTS = SharedSettings.DEFAULTS.withEmptyFrames(EmptyFrames.CERTAIN);

    public static final List<Description> ALL = List.of(
            new Description(
                    "random",
                    "a lot drawn for each frame by seed",
                    "the baseline of all",
                    "[0, 1)",
                    "exclude and quota:P as elsewhere; otherwise they are drawn like any frame",
                    Map.of()),
            new Description(
                    "least-confidence",
                    "1 - agg(p) over boxes; sum: sum(1 - p)",
                    "common YOLO practice (max); Lightly (mean)",
                    "[0, 1]; sum: [0, inf)",
                    EMPTY_BY_POLICY,
                    Map.of()),
            new Description(
                    "margin",
                    "object: agg(1 - |2p - 1|) over boxes; boxes: 1 - (p1 - p2), fewer than two boxes: 1",
                    "Scheffer et al. 2001 on a Bernoulli; common YOLO practice (boxes)",
                    "[0, 1]; object with sum: [0, inf)",
                    EMPTY_BY_POLICY,
                    Map.of("between", "object | boxes; default object")),
            new Description(
                    "entropy",
                    "agg(-p log2 p - (1-p) log2 (1-p)) over boxes",
                    "Shannon 1948, one Bernoulli a box",
                    "[0, 1] bits; sum: [0, inf)",
                    EMPTY_BY_POLICY,
                    Map.of()),
            new Description(
                    "gaussian",
                    "agg(N(p; mu, sigma)) over boxes",
                    "the project's source documents (sum, mu 0.5, sigma 0.1)",
                    "[0, 1/(sigma sqrt(2 pi))]; sum: [0, inf)",
                    EMPTY_BY_POLICY,
                    Map.of("mu", "0 to 1; default 0.5", "sigma", "above 0; default 0.1")));

    /** The settings that stand beside every strategy, with their defaults. */
    public static final Map<String, String> SHARED = Map.of(
            "aggregation",
            "max | mean | sum | top-K-mean; default " + SharedSettings.DEFAULTS.aggregation(),
            "emptyFrames",
            "exclude | certain | uncertain | quota:P; default " + SharedSettings.DEFAULTS.emptyFrames(),
            "minConfidence",
            "boxes below it are not seen, 0 to 1; default " + SharedSettings.DEFAULTS.minConfidence(),
            "minGapSeconds",
            "least seconds between two frames of one camera; default 0",
            "nearDuplicate",
            "least cosine distance to the batch and the labelled frames, 0 to 2; default 0, off",
            "classBalance",
            "true | false: an equal part of the batch for each predicted class; default false");

    public static List<String> names() {
        return ALL.stream().map(Description::name).toList();
    }

    /**
     * Makes a strategy of its name and settings, its own and the shared ones in one map.
     *
     * @throws InvalidSelectionException where the name, a setting's name or a value is not known; the message offers the
     *     nearest that is
     */
    public static Configured configure(String name, Map<String, Object> settings) {
        Options options = new Options(settings);
        SharedSettings shared =
                SharedSettings.read(options, name.equals("random") ? RANDOM_DEFAULTS : SharedSettings.DEFAULTS);
        Strategy strategy = strategy(name, options);
        options.refuseUnknown(name);
        return new Configured(strategy, shared);
    }

    private static Strategy strategy(String name, Options options) {
        return switch (name) {
            case "random" -> new RandomChoice();
            case "least-confidence" -> new LeastConfidence();
            case "margin" -> new Margin(between(options.text("between").orElse("object")));
            case "entropy" -> new BernoulliEntropy();
            case "gaussian" -> new GaussianDensity(options.number("mu", 0.5), options.number("sigma", 0.1));
            default ->
                throw new InvalidSelectionException(
                        "strategy '" + name + "' is not known" + NearestName.hint(name, names()));
        };
    }

    private static Margin.Between between(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "object" -> Margin.Between.OBJECT;
            case "boxes" -> Margin.Between.BOXES;
            default -> throw new InvalidSelectionException("margin: between '" + text + "' must be object or boxes");
        };
    }
}
