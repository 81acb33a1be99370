package io.nerest.scoring.frame;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Metrics of scoring: frames, batch sizes, durations. */
@ApplicationScoped
public class ScoringMeters {
    private final Counter frames;
    private final DistributionSummary batches;
    private final Timer durations;

    ScoringMeters(MeterRegistry registry) {
        frames = registry.counter("nerest.scoring.frames");
        batches = registry.summary("nerest.scoring.batch");
        durations = registry.timer("nerest.scoring.duration");
    }

    /** Records one scored batch. */
    void scored(int count, long nanos) {
        frames.increment(count);
        batches.record(count);
        durations.record(Duration.ofNanos(nanos));
    }
}
