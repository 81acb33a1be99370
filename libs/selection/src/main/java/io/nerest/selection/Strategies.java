package io.nerest.selection;

import io.nerest.arguments.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every strategy by name, what it computes, and how it is made from settings. */
public final class Strategies {

    private static final Map<String, Object> DEFAULT_MIX = Map.of("entropy", 0.45, "core-set", 0.45);
    private static final double DEFAULT_MIX_SHARE = 0.45;
    private static final int DEFAULT_MEMBERS = 3;

    private Strategies() {}

    /**
     * What stands beside {@code random} where nothing is said: empty frames are drawn like any other, so that it stays
     * the plain baseline.
     */
    public static final SharedSettings RANDOM_DEFAULTS = SharedSettings.DEFAULTS.withEmptyFrames(EmptyFrames.CERTAIN);

    public static final List<StrategyDescription> ALL = StrategyDescription.ALL;

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

    /**
     * Whether two ways to choose give the same order by construction, whatever the pool: then a comparison of them is one
     * of a thing with itself. With {@code max}, all of margin (object), entropy and gaussian (mu 0.5) take the frame whose
     * nearest box to confidence 0.5 is nearest; so they do on frames of one box each, whatever the aggregation.
     */
    public static boolean rankAlike(ConfiguredStrategy one, ConfiguredStrategy other) {
        return one.settings().equals(other.settings())
                && (one.strategy().equals(other.strategy())
                        || (one.settings().aggregation().kind() == Aggregation.Kind.MAX
                                && byDistanceFromHalf(one.strategy())
                                && byDistanceFromHalf(other.strategy())));
    }

    private static boolean byDistanceFromHalf(Strategy strategy) {
        return strategy instanceof BernoulliEntropy
                || (strategy instanceof Margin margin && margin.between() == Margin.Between.OBJECT)
                || (strategy instanceof GaussianDensity gaussian && gaussian.mu() == 0.5);
    }

    public static List<String> names() {
        return ALL.stream().map(StrategyDescription::name).toList();
    }

    /**
     * Makes a strategy of its name and settings, its own and the shared ones in one map.
     *
     * @throws InvalidSelectionException where the name, a setting's name or a value is not known; the message offers the
     *     nearest that is
     */
    public static ConfiguredStrategy configure(String name, Map<String, Object> settings) {
        Options options = new Options(settings);
        SharedSettings shared =
                SharedSettings.read(options, name.equals("random") ? RANDOM_DEFAULTS : SharedSettings.DEFAULTS);
        Strategy strategy = strategy(name, options);
        options.refuseUnknown(name);
        return new ConfiguredStrategy(strategy, shared);
    }

    private static Strategy strategy(String name, Options options) {
        return switch (name) {
            case "random" -> new RandomChoice();
            case "least-confidence", "margin", "entropy", "gaussian" -> uncertainty(name, options);
            case "core-set" -> new CoreSet();
            case "committee" -> committee(options);
            case "coral" -> new Coral(uncertaintyOf(options), options.number("weight", 0.5));
            case "hybrid" ->
                new Hybrid(
                        uncertaintyOf(options), options.number("poolFactor", 4), options.flag("classWeighting", false));
            case "typical" -> new Typical();
            case "stratified" ->
                new Stratified(
                        part(
                                "inner strategy of stratified",
                                options.text("inner").orElse("least-confidence"),
                                options),
                        by(options.text("by").orElse("camera-and-hour")),
                        options.count("hours", 6),
                        quota(options.text("quota").orElse("even")));
            case "mix" -> new Mix(parts(options));
            default ->
                throw new InvalidSelectionException(
                        "strategy '" + name + "' is not known" + NearestName.hint(name, names()));
        };
    }

    private static Committee committee(Options options) {
        List<String> named = options.texts("models");
        return new Committee(
                options.count("members", named.isEmpty() ? DEFAULT_MEMBERS : named.size() + 1),
                named,
                options.number("iou", 0.5),
                options.number("boxWeight", 0.5));
    }

    /** A strategy within another: settings are shared, so that one that is itself made of others would hold itself. */
    private static Strategy part(String what, String name, Options options) {
        if (name.equals("mix") || name.equals("stratified")) {
            throw new InvalidSelectionException(
                    "'" + name + "' cannot be the " + what + ", being made of other strategies itself");
        }
        return strategy(name, options);
    }

    private static Uncertainty uncertaintyOf(Options options) {
        return uncertainty(options.text("uncertainty").orElse("entropy"), options);
    }

    private static Uncertainty uncertainty(String name, Options options) {
        return switch (name) {
            case "least-confidence" -> new LeastConfidence();
            case "margin" -> new Margin(between(options.text("between").orElse("object")));
            case "entropy" -> new BernoulliEntropy();
            case "gaussian" -> new GaussianDensity(options.number("mu", 0.5), options.number("sigma", 0.1));
            default ->
                throw new InvalidSelectionException("uncertainty '" + name + "' is not known"
                        + NearestName.hint(name, List.of("least-confidence", "margin", "entropy", "gaussian")));
        };
    }

    private static List<Mix.Part> parts(Options options) {
        Map<String, Object> shares = options.nested("shares");
        Options numbers = new Options(shares);
        return (shares.isEmpty() ? DEFAULT_MIX : shares)
                .keySet().stream()
                        .sorted()
                        .map(name -> new Mix.Part(
                                part("part of a mix", name, options),
                                shares.isEmpty() ? DEFAULT_MIX_SHARE : numbers.number(name, 0)))
                        .toList();
    }

    private static Stratified.By by(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "camera" -> Stratified.By.CAMERA;
            case "hour" -> Stratified.By.HOUR;
            case "camera-and-hour" -> Stratified.By.CAMERA_AND_HOUR;
            default ->
                throw new InvalidSelectionException(
                        "stratified: by '" + text + "' must be camera, hour or camera-and-hour");
        };
    }

    private static Stratified.Quota quota(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "even" -> Stratified.Quota.EVEN;
            case "proportional" -> Stratified.Quota.PROPORTIONAL;
            default ->
                throw new InvalidSelectionException("stratified: quota '" + text + "' must be even or proportional");
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
