package io.nerest.selection;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every strategy with its description and its settings, and how it is made of their values.
 *
 * @param make makes the strategy of the values
 */
record StrategySchema(StrategyDescription description, Function<SettingValues, Strategy> make) {

    private static final String BY_POLICY = "by emptyFrames: exclude, certain (last), uncertain (first), quota:P";
    private static final String BY_QUOTA =
            "exclude and quota:P as elsewhere; with certain and uncertain they compete by their embeddings";
    private static final String HALF = "with aggregation max, and on frames of one box with every aggregation, margin"
            + " (object), entropy and gaussian-near-mu (mu 0.5) rank alike, by |p - 0.5|";

    private static final Map<String, Function<SettingValues, Uncertainty>> UNCERTAINTIES = Map.of(
            "least-confidence",
            values -> new LeastConfidence(),
            "margin",
            StrategySchema::margin,
            "entropy",
            values -> new BernoulliEntropy(),
            "entropy-normalised",
            values -> new NormalisedEntropy(),
            "gaussian-near-mu",
            StrategySchema::nearMu,
            "gaussian-low-density",
            StrategySchema::lowDensity);

    /** Names of earlier versions, and what they are called now. Stored campaigns have them. */
    static final Map<String, String> OLD_NAMES = Map.of("gaussian", "gaussian-near-mu");

    private static final Setting<Function<SettingValues, Uncertainty>> UNCERTAINTY = Setting.choice(
            "uncertainty", UNCERTAINTIES, OLD_NAMES, "entropy", "which uncertainty; its settings are given beside it");

    private static final List<Setting<?>> OF_UNCERTAINTY =
            List.of(UNCERTAINTY, Margin.BETWEEN, GaussianNearMu.MU, GaussianNearMu.SIGMA);

    static final List<StrategySchema> PLAIN = List.of(
            schema(
                    "random",
                    "a random key for each frame, by seed",
                    "the baseline of all",
                    "[0, 1)",
                    "exclude and quota:P as elsewhere; with certain and uncertain they are drawn like any frame",
                    "",
                    values -> new RandomChoice()),
            schema(
                    "least-confidence",
                    "1 - agg(p) over boxes; sum: sum(1 - p)",
                    "common YOLO practice (max); Lightly (mean)",
                    "[0, 1]; sum: [0, inf)",
                    BY_POLICY,
                    "",
                    values -> new LeastConfidence()),
            schema(
                    "margin",
                    "object: agg(1 - |2p - 1|) over boxes; boxes: 1 - (p1 - p2), fewer than two boxes: 1",
                    "Scheffer et al. 2001 on one Bernoulli variable per box; common YOLO practice (boxes)",
                    "[0, 1]; object with sum: [0, inf)",
                    BY_POLICY,
                    HALF,
                    StrategySchema::margin,
                    Margin.BETWEEN),
            schema(
                    "entropy",
                    "agg(-p log2 p - (1-p) log2 (1-p)) over boxes",
                    "Shannon 1948, one Bernoulli variable per box",
                    "[0, 1] bits; sum: [0, inf)",
                    BY_POLICY,
                    HALF,
                    values -> new BernoulliEntropy()),
            schema(
                    "entropy-normalised",
                    "-sum(q log2 q) with q = p / sum(p) over the frame's boxes; aggregation does not apply",
                    "common YOLO practice: Shannon 1948 over confidences as if they were a distribution",
                    "[0, inf) bits: 0 for one box, log2 n for n equal confidences",
                    BY_POLICY,
                    "",
                    values -> new NormalisedEntropy()),
            schema(
                    "gaussian-near-mu",
                    "agg(N(p; mu, sigma)) over boxes: confidences near mu first; in earlier versions gaussian",
                    "normal density around the confidence mu",
                    "[0, 1/(sigma sqrt(2 pi))]; sum: [0, inf)",
                    BY_POLICY,
                    HALF,
                    StrategySchema::nearMu,
                    GaussianNearMu.MU,
                    GaussianNearMu.SIGMA),
            schema(
                    "gaussian-low-density",
                    "1 / (1 - agg(-N(p; mu, sigma))) over boxes: unusual confidences, of lowest density, first",
                    "with sum the order of -sum(N(p; mu, sigma)), common YOLO practice",
                    "(0, 1]",
                    BY_POLICY,
                    "",
                    StrategySchema::lowDensity,
                    GaussianNearMu.MU,
                    GaussianNearMu.SIGMA),
            schema(
                    "core-set",
                    "k-centre greedy: argmax of min |x - c| over labelled and selected c, embeddings, Euclidean",
                    "Sener and Savarese, ICLR 2018, arXiv 1708.00489",
                    "[0, inf)",
                    BY_QUOTA,
                    "",
                    values -> new CoreSet()),
            schema(
                    "committee",
                    "agg((1-b) H(votes)/log(models) + b mean(1 - IoU with the mean box)) over groups of matched boxes",
                    "Seung et al., COLT 1992; vote entropy: Dagan and Engelson 1995",
                    "[0, 1]; sum: [0, inf)",
                    "a frame is empty if no model detects anything; then " + BY_POLICY,
                    "",
                    StrategySchema::committee,
                    Committee.MEMBERS,
                    Committee.MODELS,
                    Committee.IOU,
                    Committee.BOX_WEIGHT),
            schema(
                    "coral",
                    "greedy argmax of u^w d^(1-w): uncertainty, and distance as in core-set",
                    "after Lightly, which does not publish its formula",
                    "[0, inf)",
                    BY_POLICY + "; an uncertainty of 0 comes last while w is above 0",
                    "w 0 ranks like core-set",
                    values -> new Coral(values.get(UNCERTAINTY).apply(values), values.get(Coral.WEIGHT)),
                    withUncertainty(Coral.WEIGHT)),
            schema(
                    "hybrid",
                    "k-centre greedy over the poolFactor * batch most uncertain frames",
                    "the two stages of PPAL: Yang et al., arXiv 2211.11612",
                    "[0, inf): the distance",
                    BY_POLICY,
                    "",
                    values -> new Hybrid(
                            values.get(UNCERTAINTY).apply(values),
                            values.get(Hybrid.POOL_FACTOR),
                            values.get(Hybrid.CLASS_WEIGHTING)),
                    withUncertainty(Hybrid.POOL_FACTOR, Hybrid.CLASS_WEIGHTING)),
            schema(
                    "typical",
                    "the frame of least mean distance to its 20 neighbours, in each of the largest clusters without"
                            + " a label",
                    "TypiClust: Hacohen et al., ICML 2022, arXiv 2202.02794",
                    "(0, inf): one over that distance",
                    BY_QUOTA,
                    "",
                    values -> new Typical()),
            schema(
                    "temporal",
                    "agg over flickers in tracks: missed between two detections min(p, p')/missed frames; found once and"
                            + " nowhere near p; change of confidence |p - (p' + p'')/2|; frames without one follow by"
                            + " entropy - 1",
                    "Bengar et al., ICCV Workshops 2019, arXiv 1907.11109; Jin et al., ECCV 2018, arXiv 1808.04285",
                    "[-1, 1]; sum: [-1, inf)",
                    "a frame on which an object is missed competes, unless emptyFrames is exclude; others by policy,"
                            + " ranked last with certain and uncertain",
                    "",
                    values -> new Temporal(values.get(Temporal.MAX_GAP_SECONDS)),
                    Temporal.MAX_GAP_SECONDS));

    private static final Setting<StrategySchema> INNER = Setting.choice(
            "inner",
            byName(PLAIN),
            OLD_NAMES,
            "least-confidence",
            "of stratified: selects within each stratum; its settings are given beside it");

    private static final List<StrategySchema> COMPOSITE = List.of(
            schema(
                    "stratified",
                    "the inner strategy within each stratum, by quotas",
                    "stratified sampling",
                    "as the inner strategy",
                    "as the inner strategy",
                    "",
                    values -> new Stratified(
                            values.get(INNER).make().apply(values),
                            values.get(Stratified.BY),
                            values.get(Stratified.HOURS),
                            values.get(Stratified.QUOTA)),
                    INNER,
                    Stratified.BY,
                    Stratified.HOURS,
                    Stratified.QUOTA),
            schema(
                    "mix",
                    "parts of the batch by several strategies, random always one of them",
                    "common practice",
                    "as the selecting strategy",
                    "as the selecting strategy",
                    "",
                    StrategySchema::mix,
                    Mix.SHARES));

    /** All strategies by name, in the order of their documentation. */
    static final Map<String, StrategySchema> ALL = byName(concat(PLAIN, COMPOSITE));

    String name() {
        return description.name();
    }

    private static StrategySchema schema(
            String name,
            String formula,
            String source,
            String range,
            String emptyFrames,
            String ranksLike,
            Function<SettingValues, Strategy> make,
            Setting<?>... settings) {
        return new StrategySchema(
                new StrategyDescription(
                        name,
                        formula,
                        source,
                        range,
                        emptyFrames,
                        ranksLike,
                        Arrays.stream(settings).map(Setting::description).toList()),
                make);
    }

    private static Margin margin(SettingValues values) {
        return new Margin(values.get(Margin.BETWEEN));
    }

    private static GaussianNearMu nearMu(SettingValues values) {
        return new GaussianNearMu(values.get(GaussianNearMu.MU), values.get(GaussianNearMu.SIGMA));
    }

    private static GaussianLowDensity lowDensity(SettingValues values) {
        return new GaussianLowDensity(values.get(GaussianNearMu.MU), values.get(GaussianNearMu.SIGMA));
    }

    private static Setting<?>[] withUncertainty(Setting<?>... own) {
        Setting<?>[] all = Arrays.copyOf(own, own.length + OF_UNCERTAINTY.size());
        for (int i = 0; i < OF_UNCERTAINTY.size(); i++) {
            all[own.length + i] = OF_UNCERTAINTY.get(i);
        }
        return all;
    }

    private static Committee committee(SettingValues values) {
        List<String> named = values.get(Committee.MODELS);
        int byDefault = named.isEmpty() ? Committee.MEMBERS.byDefault() : named.size() + 1;
        return new Committee(
                values.get(Committee.MEMBERS, byDefault),
                named,
                values.get(Committee.IOU),
                values.get(Committee.BOX_WEIGHT));
    }

    private static Mix mix(SettingValues values) {
        Map<String, StrategySchema> plain = byName(PLAIN);
        return new Mix(values.get(Mix.SHARES).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(share -> new Mix.Part(
                        Strategies.named(share.getKey(), plain, "a part of a mix")
                                .make()
                                .apply(values),
                        share.getValue()))
                .toList());
    }

    private static Map<String, StrategySchema> byName(List<StrategySchema> schemas) {
        Map<String, StrategySchema> byName = new LinkedHashMap<>();
        schemas.forEach(schema -> byName.put(schema.name(), schema));
        return Collections.unmodifiableMap(byName);
    }

    private static List<StrategySchema> concat(List<StrategySchema> first, List<StrategySchema> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
