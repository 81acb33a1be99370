package io.nerest.selector.season;

import io.nerest.counting.estimate.CountEstimate;
import io.nerest.counting.estimate.CountEstimator;
import io.nerest.counting.estimate.LabelledDraw;
import io.nerest.counting.estimate.PartEstimate;
import io.nerest.counting.estimate.SeasonPart;
import io.nerest.counting.estimate.SeasonUnits;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a season: the detector's counts of all frames, and the labels of the draws before the first one that has none
 * yet. Leaving out a frame because it has no label would bias the estimate if frames that are hard to label are
 * labelled late, so the estimate is final only when no draw waits.
 *
 * @param draws labelled draws, in their order
 * @param drawn draws in all
 * @param waiting drawn frames without a label
 * @param expired frames whose images are gone: they count with what the model detected, and are not drawn
 * @param removed frames of these streams and hours that are not counted: their rows were removed before the season was opened
 */
public record SeasonCounts(
        SeasonUnits units, List<LabelledDraw> draws, int drawn, int waiting, int expired, long removed) {

    public SeasonCounts {
        draws = List.copyOf(draws);
    }

    /** Whether every drawn frame has its label. */
    public boolean complete() {
        return draws.size() == drawn;
    }

    private boolean isEstimated() {
        return draws.size() >= CountEstimator.LEAST_LABELS;
    }

    /** Returns the estimate of the whole season; empty with fewer labels than {@link CountEstimator#LEAST_LABELS}. */
    public Optional<CountEstimate> total(double level) {
        return isEstimated() ? Optional.of(CountEstimator.total(units, draws, level)) : Optional.empty();
    }

    /** Returns the estimates of its parts; empty with fewer labels than {@link CountEstimator#LEAST_LABELS}. */
    public List<PartEstimate> parts(SeasonPart part, double level) {
        return isEstimated() ? part.estimates(units, draws, level) : List.of();
    }
}
