package io.nerest.selector.engine;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Advances campaigns on its own thread: at once when something was stored that they may wait for, and at an interval,
 * since deadlines pass and other pods store events too.
 */
public final class CampaignWorker {

    private static final Logger LOG = Logger.getLogger(CampaignWorker.class);
    /** Events that arrive in this time, in milliseconds, share one pass. */
    private static final long SHORTEST_PAUSE = 20;
    /** While scores arrive all the time, passes take at most a fifth of the thread's time. */
    private static final long PAUSES_PER_PASS = 4;

    private final CampaignSignal signal;
    private final Runnable pass;
    private final Duration interval;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Creates a worker; {@link #start} starts it.
     *
     * @param pass advances the campaigns by all steps that can be taken
     * @param interval time after which they are advanced without a signal
     */
    public CampaignWorker(CampaignSignal signal, Runnable pass, Duration interval) {
        this.signal = signal;
        this.pass = pass;
        this.interval = interval;
        this.thread = new Thread(this::loop, "campaigns");
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * Ends the thread after its current pass.
     *
     * @param limit longest wait for it
     */
    public void stop(Duration limit) throws InterruptedException {
        stopping = true;
        signal.raise();
        thread.join(limit.toMillis());
    }

    private void loop() {
        try {
            while (!stopping) {
                long started = System.nanoTime();
                advance();
                long millis = (System.nanoTime() - started) / 1_000_000;
                Thread.sleep(Math.max(SHORTEST_PAUSE, Math.min(PAUSES_PER_PASS * millis, interval.toMillis())));
                signal.await(interval);
            }
        } catch (InterruptedException e) {
            LOG.debug("The thread that advances campaigns was interrupted and ends");
        }
    }

    private void advance() {
        try {
            pass.run();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.warnf(e, "Campaigns could not be advanced; this is repeated in %d ms", interval.toMillis());
        }
    }
}
