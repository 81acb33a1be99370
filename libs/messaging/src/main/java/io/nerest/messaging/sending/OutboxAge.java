package io.nerest.messaging.sending;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;

/** Measures, when metrics are read, for how long the oldest event of the outbox has waited. */
@ApplicationScoped
class OutboxAge {
    private final OutboxTable table;
    private final MeterRegistry meters;

    OutboxAge(OutboxTable table, MeterRegistry meters) {
        this.table = table;
        this.meters = meters;
    }

    void register(@Observes StartupEvent start) {
        Gauge.builder("nerest.outbox.age", table, OutboxAge::seconds)
                .baseUnit("seconds")
                .description("for how long the oldest event has waited to be sent")
                .register(meters);
    }

    /** Not a number while the database does not answer. */
    private static double seconds(OutboxTable table) {
        try {
            return table.oldestSeconds();
        } catch (SQLException e) {
            return Double.NaN;
        }
    }
}
