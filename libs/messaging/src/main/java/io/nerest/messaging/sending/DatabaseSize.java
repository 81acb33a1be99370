package io.nerest.messaging.sending;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Measures, when metrics are read, how many bytes the tables and indexes of the service's schema take. */
@ApplicationScoped
class DatabaseSize {
    private static final String BYTES =
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r'"
                    + " AND relnamespace = current_schema()::regnamespace";

    private final AgroalDataSource dataSource;
    private final MeterRegistry meters;

    DatabaseSize(AgroalDataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.meters = meters;
    }

    void register(@Observes StartupEvent start) {
        Gauge.builder("nerest.database.size", this, DatabaseSize::bytes)
                .baseUnit("bytes")
                .description("tables and indexes of the service")
                .register(meters);
    }

    /** Not a number while the database does not answer. */
    private double bytes() {
        try (Connection connection = dataSource.getConnection();
                Statement size = connection.createStatement();
                ResultSet row = size.executeQuery(BYTES)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            return Double.NaN;
        }
    }
}
