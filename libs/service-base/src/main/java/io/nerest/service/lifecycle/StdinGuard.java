package io.nerest.service.lifecycle;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/**
 * Stops the service when its standard input ends, if configured so. A launcher on the same machine holds the other end of
 * the pipe; when the launcher exits for any reason, its services stop too.
 */
@ApplicationScoped
class StdinGuard {
    private static final Logger LOG = Logger.getLogger(StdinGuard.class);

    private final StdinConfig config;

    StdinGuard(StdinConfig config) {
        this.config = config;
    }

    void watch(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        Thread watcher = new Thread(StdinGuard::stopAtEndOfInput, "stdin-guard");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void stopAtEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.warn("reading standard input failed; the service stops", e);
        }
        // With Quarkus.asyncExit and SIGTERM at once the process would end before the service has stopped.
        System.exit(0);
    }
}
