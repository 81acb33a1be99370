package io.nerest.selector.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nerest.selection.Curriculum;
import java.util.List;

/**
 * A campaign's curriculum, in the terms it is asked for; {@link Curriculum} says what they mean.
 *
 * @param percentiles by round; empty where {@code start} and {@code step} say it
 */
public record CurriculumConfig(
        boolean enabled,
        double start,
        double step,
        List<Double> percentiles,
        String score,
        String mode,
        int maxPerRound,
        double growth,
        double boxThreshold,
        double ignoreThreshold,
        boolean byClass,
        double auditShare) {

    public CurriculumConfig {
        percentiles = List.copyOf(percentiles);
    }

    /** The same as what the selection library runs, checked. */
    @JsonIgnore
    public Curriculum toCurriculum() {
        return new Curriculum(
                percentiles.isEmpty() ? Curriculum.schedule(start, step) : percentiles,
                Curriculum.FrameScore.parse(score),
                Curriculum.Mode.parse(mode),
                maxPerRound,
                growth,
                boxThreshold,
                ignoreThreshold,
                byClass,
                auditShare);
    }
}
