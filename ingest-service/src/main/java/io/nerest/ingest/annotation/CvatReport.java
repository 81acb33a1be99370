package io.nerest.ingest.annotation;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the annotations of jobs.
 *
 * @param jobs that were read; a job that has not changed since it was stored is not
 * @param stored frames with a new label
 * @param unchanged frames whose annotation was stored before
 * @param refused frames whose annotation cannot be a label
 * @param reasons of refusals, the first 100
 */
public record CvatReport(int jobs, int stored, int unchanged, int refused, List<String> reasons) {
    private static final int MOST_REASONS = 100;

    static final CvatReport NONE = new CvatReport(0, 0, 0, 0, List.of());

    CvatReport plus(CvatReport other) {
        List<String> all = new ArrayList<>(reasons);
        all.addAll(other.reasons);
        return new CvatReport(
                jobs + other.jobs,
                stored + other.stored,
                unchanged + other.unchanged,
                refused + other.refused,
                List.copyOf(all.subList(0, Math.min(MOST_REASONS, all.size()))));
    }
}
