package io.nerest.ingest.frame;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.nerest.contracts.FrameSource;
import io.nerest.ingest.object.ObjectOutcome;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Metrics of arriving images: outcomes by the way they came, and how long each stream has been silent. */
@ApplicationScoped
public class IntakeMeters {
    private static final String NEWEST = """
            SELECT s.id AS stream, extract(epoch FROM now() - coalesce(f.registered_at, s.created_at)) AS seconds
            FROM stream s LEFT JOIN LATERAL (
                SELECT registered_at FROM frame WHERE stream_id = s.id ORDER BY captured_at DESC LIMIT 1) f ON true""";

    private final MeterRegistry meters;
    private final MultiGauge silence;
    private final EntityManager rows;

    IntakeMeters(MeterRegistry meters, EntityManager rows) {
        this.meters = meters;
        this.rows = rows;
        this.silence = MultiGauge.builder("nerest.stream.silence")
                .baseUnit("seconds")
                .description("since the newest frame of a stream was registered, or the stream itself")
                .register(meters);
        // Prometheus does not see the increase of a counter that begins with its first images.
        for (FrameSource source : FrameSource.values()) {
            for (ObjectOutcome outcome : ObjectOutcome.values()) {
                images(source, outcome);
            }
        }
    }

    /** Counts an image: an upload, or an object that was announced or found. */
    void count(FrameSource source, ObjectOutcome outcome) {
        images(source, outcome).increment();
    }

    private Counter images(FrameSource source, ObjectOutcome outcome) {
        return meters.counter(
                "nerest.ingest.images",
                "source",
                source.name().toLowerCase(Locale.ROOT),
                "outcome",
                outcome.name().toLowerCase(Locale.ROOT));
    }

    /** Counts a new frame and its bytes. */
    void countBytes(long bytes) {
        meters.counter("nerest.ingest.frames").increment();
        meters.counter("nerest.ingest.bytes").increment((double) bytes);
    }

    /** Replaces the rows of all streams: one row each. */
    @Scheduled(every = "30s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void measureSilence() {
        List<MultiGauge.Row<Number>> streams = new ArrayList<>();
        for (Object found : rows.createNativeQuery(NEWEST, Tuple.class).getResultList()) {
            Tuple row = (Tuple) found;
            streams.add(MultiGauge.Row.of(
                    Tags.of("stream", row.get("stream", String.class)),
                    row.get("seconds", Number.class).doubleValue()));
        }
        silence.register(streams, true);
    }
}
