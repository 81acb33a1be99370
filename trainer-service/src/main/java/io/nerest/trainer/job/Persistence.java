package io.nerest.trainer.job;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Storing what hours of work have come to: a database that is away is waited for, never a reason to lose it. */
public final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private Persistence() {}

    /** Does it, again and again until it succeeds. */
    public static <T> T untilDone(Callable<T> work) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.call();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.warnf("not stored yet, tried again: %s", e.getMessage());
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }
}
