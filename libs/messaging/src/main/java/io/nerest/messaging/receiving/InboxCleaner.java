package io.nerest.messaging.receiving;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Keeps the inbox from growing for ever. */
@ApplicationScoped
class InboxCleaner {
    private static final Logger LOG = Logger.getLogger(InboxCleaner.class);

    private final Inbox inbox;
    private final InboxConfig config;

    InboxCleaner(Inbox inbox, InboxConfig config) {
        this.inbox = inbox;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "5m")
    void clean() {
        try {
            int forgotten = inbox.forgetOlderThan(config.retention());
            LOG.debugf("forgot %d events handled more than %s ago", forgotten, config.retention());
        } catch (SQLException e) {
            LOG.warnf("the inbox was not cleaned, the next hour tries again: %s", e.getMessage());
        }
    }
}
