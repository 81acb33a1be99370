package io.nerest.selection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a strategy is, for those who choose one.
 *
 * @param formula what it computes
 * @param source where that comes from
 * @param range what the scores lie in
 * @param emptyFrames what it does with frames on which the model sees nothing
 * @param ranksLike which others give the same order, and when; empty where none does
 * @param options its own settings, with their defaults
 */
public record StrategyDescription(
        String name,
        String formula,
        String source,
        String range,
        String emptyFrames,
        String ranksLike,
        Map<String, String> options) {

    private static final String BY_POLICY = "by emptyFrames: exclude, certain (last), uncertain (first), quota:P";
    private static final String BY_QUOTA =
            "exclude and quota:P as elsewhere; with certain and uncertain they compete by their embeddings";
    private static final String HALF = "with aggregation max, and on frames of one box whatever the aggregation, margin"
            + " (object), entropy and gaussian (mu 0.5) rank alike, by |p - 0.5|";
    private static final Map<String, String> OF_UNCERTAINTY = Map.of(
            "mu", "of gaussian; default 0.5",
            "sigma", "of gaussian; default 0.1",
            "between", "of margin: object | boxes; default object");

    static final List<StrategyDescription> ALL = List.of(
            new StrategyDescription(
                    "random",
                    "a lot drawn for each frame by seed",
                    "the baseline of all",
                    "[0, 1)",
                    "exclude and quota:P as elsewhere; otherwise, and by default, they are drawn like any frame",
                    "",
                    Map.of()),
            new StrategyDescription(
                    "least-confidence",
                    "1 - agg(p) over boxes; sum: sum(1 - p)",
                    "common YOLO practice (max); Lightly (mean)",
                    "[0, 1]; sum: [0, inf)",
                    BY_POLICY,
                    "",
                    Map.of()),
            new StrategyDescription(
                    "margin",
                    "object: agg(1 - |2p - 1|) over boxes; boxes: 1 - (p1 - p2), fewer than two boxes: 1",
                    "Scheffer et al. 2001 on one Bernoulli a box; common YOLO practice (boxes)",
                    "[0, 1]; object with sum: [0, inf)",
                    BY_POLICY,
                    HALF,
                    Map.of("between", "object | boxes; default object")),
            new StrategyDescription(
                    "entropy",
                    "agg(-p log2 p - (1-p) log2 (1-p)) over boxes",
                    "Shannon 1948, one Bernoulli a box",
                    "[0, 1] bits; sum: [0, inf)",
                    BY_POLICY,
                    HALF,
                    Map.of()),
            new StrategyDescription(
                    "gaussian",
                    "agg(N(p; mu, sigma)) over boxes",
                    "the project's source documents (sum, mu 0.5, sigma 0.1)",
                    "[0, 1/(sigma sqrt(2 pi))]; sum: [0, inf)",
                    BY_POLICY,
                    HALF,
                    Map.of("mu", "0 to 1; default 0.5", "sigma", "above 0; default 0.1")),
            new StrategyDescription(
                    "core-set",
                    "k-centre greedy: argmax of min |x - c| over labelled and chosen c, embeddings, Euclidean",
                    "Sener and Savarese, ICLR 2018, arXiv 1708.00489",
                    "[0, inf)",
                    BY_QUOTA,
                    "",
                    Map.of()),
            new StrategyDescription(
                    "committee",
                    "agg((1-b) H(votes)/log(models) + b mean(1 - IoU with the mean box)) over groups of matched boxes",
                    "Seung et al., COLT 1992; vote entropy: Dagan and Engelson 1995",
                    "[0, 1]; sum: [0, inf)",
                    "empty is what no model sees anything on; then " + BY_POLICY,
                    "",
                    Map.of(
                            "members", "how many of the last models, at least 2; default 3",
                            "models", "ids of further models instead: of other seeds, or of other scales",
                            "iou", "boxes that overlap less are two things, (0, 1]; default 0.5",
                            "boxWeight", "b, 0 to 1; default 0.5")),
            new StrategyDescription(
                    "coral",
                    "greedy argmax of u^w d^(1-w): uncertainty, and distance as in core-set",
                    "after Lightly, which does not publish how it joins the two",
                    "[0, inf)",
                    BY_POLICY + "; an uncertainty of 0 is never wanted while w is above 0",
                    "w 0 ranks like core-set",
                    with("uncertainty", "default entropy", "weight", "w, 0 to 1; default 0.5")),
            new StrategyDescription(
                    "hybrid",
                    "k-centre greedy over the poolFactor * budget most uncertain frames",
                    "PPAL's shape: Yang et al., arXiv 2211.11612",
                    "[0, inf): the distance",
                    BY_POLICY,
                    "",
                    with(
                            "uncertainty",
                            "default entropy",
                            "poolFactor",
                            "at least 1; default 4",
                            "classWeighting",
                            "boxes of hard classes count more, entropy summed; default false")),
            new StrategyDescription(
                    "typical",
                    "the frame of least mean distance to its 20 neighbours, in each of the largest clusters without"
                            + " a label",
                    "TypiClust: Hacohen et al., ICML 2022, arXiv 2202.02794",
                    "(0, inf): one over that distance",
                    BY_QUOTA,
                    "",
                    Map.of()),
            new StrategyDescription(
                    "stratified",
                    "the inner strategy within each stratum, by quotas",
                    "stratified sampling",
                    "as the inner strategy",
                    "as the inner strategy",
                    "",
                    with(
                            "inner",
                            "a strategy; default least-confidence; its options beside it",
                            "by",
                            "camera | hour | camera-and-hour; default camera-and-hour",
                            "hours",
                            "length of a part of the day, 1 to 24; default 6",
                            "quota",
                            "even | proportional; default even")),
            new StrategyDescription(
                    "mix",
                    "parts of the batch by several strategies, random always among them",
                    "common practice",
                    "as the strategy that chose",
                    "as the strategy that chose",
                    "",
                    with(
                            "shares",
                            "{strategy: share}; random gets a tenth where it has none; default entropy and core-set"
                                    + " alike")));

    private static Map<String, String> with(String... namesAndMeanings) {
        Map<String, String> options = new TreeMap<>(OF_UNCERTAINTY);
        for (int i = 0; i < namesAndMeanings.length; i += 2) {
            options.put(namesAndMeanings[i], namesAndMeanings[i + 1]);
        }
        return Map.copyOf(options);
    }
}
