package io.nerest.trainer.queue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The metric {@code nerest_trainings}: trainings by state. */
@ApplicationScoped
class TrainingMeters {
    private final MultiGauge trainings;
    private final EntityManager rows;

    TrainingMeters(MeterRegistry meters, EntityManager rows) {
        this.rows = rows;
        this.trainings = MultiGauge.builder("nerest.trainings")
                .description("trainings by state")
                .register(meters);
    }

    @Scheduled(every = "15s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void measure() {
        Map<JobState, Long> counts = new HashMap<>();
        List<Object[]> byState = rows.createQuery(
                        "SELECT job.state, count(*) FROM TrainingJobEntity job GROUP BY job.state", Object[].class)
                .getResultList();
        byState.forEach(row -> counts.put((JobState) row[0], (Long) row[1]));
        trainings.register(
                Arrays.stream(JobState.values())
                        .map(state -> MultiGauge.Row.of(
                                Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                                counts.getOrDefault(state, 0L)))
                        .toList(),
                true);
    }
}
