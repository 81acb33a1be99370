package io.nerest.messaging.receiving;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Deletes marks that are older than the retention, once an hour. */
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
            int deleted = inbox.deleteOlderThan(config.retention());
            LOG.debugf("deleted %d marks older than %s from the inbox", deleted, config.retention());
        } catch (SQLException e) {
            LOG.warnf("cleaning the inbox failed; the next attempt is in an hour: %s", e.getMessage());
        }
    }
}
