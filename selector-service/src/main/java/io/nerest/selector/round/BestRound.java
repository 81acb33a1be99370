package io.nerest.selector.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.contracts.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The round whose model is best on the campaign's validation set; of equals the earliest, which took the fewest labels.
 *
 * @param map5095 the model's, 0 to 1
 */
public record BestRound(
        int round, String modelId, @JsonProperty("mAP50-95") double map5095) {

    /**
     * Finds it.
     *
     * @param rounds in order
     * @param metrics of a model by its id, where it has been measured
     */
    public static Optional<BestRound> of(List<Round> rounds, Function<String, Optional<Metrics>> metrics) {
        BestRound best = null;
        for (Round round : rounds) {
            if (round instanceof Round.Trained trained) {
                Optional<Metrics> measured = metrics.apply(trained.modelId());
                if (measured.isPresent() && (best == null || measured.get().map5095() > best.map5095())) {
                    best = new BestRound(
                            trained.number(), trained.modelId(), measured.get().map5095());
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
