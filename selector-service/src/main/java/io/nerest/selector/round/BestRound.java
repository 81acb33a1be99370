package io.nerest.selector.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.contracts.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The round whose model has the highest mAP50-95 on the campaign's validation set. Of equal ones the earliest, which needed
 * the fewest labels.
 *
 * @param map5095 mAP50-95 of its model, 0 to 1
 */
public record BestRound(
        int round, String modelId, @JsonProperty("mAP50-95") double map5095) {

    /**
     * Returns the best of some rounds; empty if no model has metrics.
     *
     * @param rounds in order
     * @param metrics the metrics of a model by its id, if it was validated
     */
    public static Optional<BestRound> of(List<Round> rounds, Function<String, Optional<Metrics>> metrics) {
        return rounds.stream()
                .flatMap(round -> round.trained().stream())
                .flatMap(trained -> metrics
                        .apply(trained.modelId())
                        .map(measured -> new BestRound(trained.number(), trained.modelId(), measured.map5095()))
                        .stream())
                .reduce((best, next) -> next.map5095() > best.map5095() ? next : best);
    }
}
