package io.nerest.scoring.frame;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.Stream;

/** Metrics of scoring: frames, batch sizes, durations. */
@ApplicationScoped
public class ScoringMeters {
    private static final Duration[] AGES = Stream.of(1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Counter frames;
    private final DistributionSummary batches;
    private final Timer durations;
    private final Timer frameAges;

    ScoringMeters(MeterRegistry registry) {
        this.registry = registry;
        frames = registry.counter("nerest.scoring.frames");
        batches = registry.summary("nerest.scoring.batch");
        durations = registry.timer("nerest.scoring.duration");
        frameAges = Timer.builder("nerest.frame.age")
                .description("from the capture of a new frame to its score")
                .serviceLevelObjectives(AGES)
                .register(registry);
    }

    /** Records how old a new frame is when it has been scored. Ages of clocks that are ahead count as zero. */
    void frameAge(Duration age) {
        frameAges.record(age.isNegative() ? Duration.ZERO : age);
    }

    /**
     * Records one call of the network with its pre- and postprocessing.
     *
     * @param device {@code cpu} or {@code cuda:0}
     */
    void inferred(String device, long nanos) {
        Timer.builder("nerest.scoring.inference")
                .description("time of the network with its pre- and postprocessing, by device")
                .tag("device", device)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** Records one scored batch. */
    void scored(int count, long nanos) {
        frames.increment(count);
        batches.record(count);
        durations.record(Duration.ofNanos(nanos));
    }
}
