package io.nerest.messaging.sending;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Reports the service as not ready while the broker is unreachable. Liveness is unaffected, since a restart of the service
 * does not repair the broker. The check takes at most two seconds; Quarkus's own check waits for a minute.
 */
@Readiness
@ApplicationScoped
class BrokerReadiness implements HealthCheck {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String NAME = "Broker answers";

    private final Map<String, Object> connection;
    private @Nullable Admin admin;

    BrokerReadiness(@Any @Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        try {
            int nodes = admin().describeCluster()
                    .nodes()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .size();
            return HealthCheckResponse.named(NAME).up().withData("nodes", nodes).build();
        } catch (ExecutionException | TimeoutException e) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("reason", "no answer within " + LIMIT.toSeconds() + " s")
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HealthCheckResponse.named(NAME).down().build();
        }
    }

    private Admin admin() {
        Admin open = admin;
        if (open == null) {
            Map<String, Object> properties = new HashMap<>(connection);
            String limit = Long.toString(LIMIT.toMillis());
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
            properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
            open = Admin.create(properties);
            admin = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
