package io.nerest.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Uploads frame after frame. A frame leaves the spool when the service has answered for it. */
final class Uploader {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Spool spool;
    private final FrameClient client;
    private final UploadOrder order;
    private final UploadRate rate;
    private final Duration longestPause;
    private final Consumer<String> messages;
    private Duration pause = Duration.ZERO;

    /**
     * Creates an uploader.
     *
     * @param longestPause between attempts while the link is down
     * @param messages receives a line when uploads begin to fail, and when they work again
     */
    Uploader(
            Spool spool,
            FrameClient client,
            UploadOrder order,
            UploadRate rate,
            Duration longestPause,
            Consumer<String> messages) {
        this.spool = spool;
        this.client = client;
        this.order = order;
        this.rate = rate;
        this.longestPause = longestPause;
        this.messages = messages;
    }

    /**
     * Uploads one frame, and waits as the rate and failures require.
     *
     * @return false if no frame waits
     */
    boolean step() throws IOException, InterruptedException {
        Optional<SpoolEntry> next = spool.next(order);
        Optional<byte[]> image = next.isPresent() ? spool.read(next.get()) : Optional.empty();
        if (next.isEmpty()) {
            return false;
        }
        if (image.isEmpty()) {
            return true;
        }
        sleep(rate.pauseFor(image.get().length, System.nanoTime()));
        client.upload(next.get(), image.get()).match(new UploadAnswer.Cases() {
            @Override
            public void ended(UploadAnswer.Ended answer) throws IOException {
                end(next.get(), answer);
            }

            @Override
            public void later(UploadAnswer.Later answer) throws InterruptedException {
                waitAfter(answer);
            }
        });
        return true;
    }

    private void end(SpoolEntry entry, UploadAnswer.Ended answer) throws IOException {
        spool.end(entry, answer.outcome());
        if (!pause.isZero()) {
            messages.accept("uploads work again");
            pause = Duration.ZERO;
        }
    }

    private void waitAfter(UploadAnswer.Later answer) throws InterruptedException {
        if (pause.isZero()) {
            messages.accept("uploads fail and are retried, frames wait in the spool: " + answer.reason());
        }
        pause = longer(answer.pause());
        sleep(pause);
    }

    private Duration longer(Duration demanded) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        Duration own = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        return demanded.compareTo(own) > 0 ? demanded : own;
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
