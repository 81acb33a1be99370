package io.nerest.scoring.frame;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What scoring tells its operator. */
@ApplicationScoped
public class ScoringMeters {
    private final Counter frames;
    private final DistributionSummary batches;
    private final Timer looks;

    ScoringMeters(MeterRegistry registry) {
        frames = registry.counter("nerest.scoring.frames");
        batches = registry.summary("nerest.scoring.batch");
        looks = registry.timer("nerest.scoring.look");
    }

    /** A batch of frames was looked at. */
    void looked(int count, long nanos) {
        frames.increment(count);
        batches.record(count);
        looks.record(Duration.ofNanos(nanos));
    }
}
