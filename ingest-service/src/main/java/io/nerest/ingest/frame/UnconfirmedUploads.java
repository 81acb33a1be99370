package io.nerest.ingest.frame;

import io.nerest.service.objects.ObjectStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Removes images that were uploaded by a ticket and never confirmed. Confirmed ones are removed by their confirmation. */
@ApplicationScoped
public class UnconfirmedUploads {
    private static final Logger LOG = Logger.getLogger(UnconfirmedUploads.class);

    private final ObjectStore store;
    private final UploadTicketConfig config;

    UnconfirmedUploads(ObjectStore store, UploadTicketConfig config) {
        this.store = store;
        this.config = config;
    }

    @Scheduled(
            every = "{nerest.ingest.tickets.remove-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void removeOld() {
        try {
            int removed = removeOld(Instant.now(Clock.systemUTC()));
            if (removed > 0) {
                LOG.infof("removed %d uploads that were not confirmed", removed);
            }
        } catch (RuntimeException e) {
            LOG.warnf("removing unconfirmed uploads failed; the next run repeats it: %s", e.getMessage());
        }
    }

    /** Returns the number of objects that were removed. */
    int removeOld(Instant now) {
        Instant oldest = now.minus(config.keptFor());
        List<String> old;
        try (Stream<ObjectStore.Stored> objects = store.list(DirectUploadService.PREFIX)) {
            old = objects.filter(object -> object.lastModified().isBefore(oldest))
                    .map(object -> object.ref().key())
                    .toList();
        }
        old.forEach(store::remove);
        return old.size();
    }
}
