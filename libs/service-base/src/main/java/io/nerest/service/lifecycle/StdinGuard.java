package io.nerest.service.lifecycle;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Stops the service when its standard input ends, where that is asked for: a launcher on the same machine holds the other
 * end, and leaves no service behind however it dies.
 */
@ApplicationScoped
class StdinGuard {
    private static final Logger LOG = Logger.getLogger(StdinGuard.class);

    private final boolean asked;

    StdinGuard(@ConfigProperty(name = "nerest.stop-on-stdin-eof", defaultValue = "false") boolean asked) {
        this.asked = asked;
    }

    void watch(@Observes StartupEvent event) {
        if (!asked) {
            return;
        }
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.warn("standard input failed; stopping", e);
                    }
                    Quarkus.asyncExit(0);
                },
                "stdin-guard");
        watcher.setDaemon(true);
        watcher.start();
    }
}
