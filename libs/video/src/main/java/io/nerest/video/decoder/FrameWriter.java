package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.system.DaemonThreads;
import io.nerest.video.geometry.FramePainter;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Encodes sampled frames and writes them to the spool folder, on its own thread. If it is too slow for a camera, the
 * latest frames win, and the others are counted.
 */
final class FrameWriter implements AutoCloseable {
    private static final int LEAST_QUEUED = 4;
    private static final int MOST_QUEUED = 64;
    /** A camera sends what was buffered while its stream was analysed in one burst. */
    private static final long QUEUED_BYTES = 32L << 20;

    private final DecoderSpec spec;
    private final SpoolWriter spool;
    private final DecoderCounts counts;
    private final int lead;
    private final Deque<Sampled> queue = new ArrayDeque<>();
    private final Thread thread;
    private boolean closed;
    private @Nullable IOException failure;

    /**
     * @param lead most frames that arrive at one moment, besides the current one
     */
    FrameWriter(DecoderSpec spec, DecoderCounts counts, int lead) throws IOException {
        this.spec = spec;
        this.counts = counts;
        this.lead = lead;
        this.spool =
                new SpoolWriter(spec.spool(), spec.spoolLimit(), spec.input().isLive());
        this.thread = DaemonThreads.start("frame-writer", this::run);
    }

    /**
     * A frame to write.
     *
     * @param capturedAt in microseconds since 1970
     */
    record Sampled(RawFrame frame, long capturedAt, long number) {}

    /** Takes over a frame. */
    synchronized void offer(Sampled frame) throws IOException, InterruptedException {
        while (queue.size() >= capacity(frame.frame()) && failure == null) {
            if (spec.input().isLive()) {
                queue.removeFirst().frame().close();
                counts.dropped.incrementAndGet();
                counts.queued.decrementAndGet();
            } else {
                wait();
            }
        }
        if (failure != null) {
            throw failure;
        }
        queue.addLast(frame);
        counts.queued.incrementAndGet();
        notifyAll();
    }

    private int capacity(RawFrame frame) {
        // Pixels of video have one and a half bytes.
        long frames = QUEUED_BYTES / Math.max(1, frame.width() * 3L * frame.height() / 2);
        return lead + (int) Math.max(LEAST_QUEUED, Math.min(MOST_QUEUED, frames));
    }

    private void run() {
        try {
            for (Sampled next = take(); next != null; next = take()) {
                write(next);
                counts.queued.decrementAndGet();
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(new IOException("a frame could not be encoded: " + e.getMessage(), e));
        }
    }

    private synchronized @Nullable Sampled take() throws InterruptedException {
        while (queue.isEmpty() && !closed) {
            wait();
        }
        Sampled next = queue.pollFirst();
        notifyAll();
        return next;
    }

    private synchronized void fail(IOException e) {
        failure = e;
        notifyAll();
    }

    private void write(Sampled next) throws IOException, InterruptedException {
        byte[] jpeg;
        try (RawFrame frame = next.frame()) {
            try (DecodedImage image = FramePainter.apply(spec.geometry(), frame.decode())) {
                if (GreenFrame.is(image)) {
                    counts.damaged.incrementAndGet();
                    return;
                }
                byte[] original = spec.geometry().isUnchanged() ? frame.jpeg() : null;
                jpeg = original == null ? ImageEncoder.jpeg(image, spec.quality()) : original;
            } catch (ImageRejectedException e) {
                counts.damaged.incrementAndGet();
                return;
            }
        }
        counts.dropped.addAndGet(spool.write(jpeg, next.capturedAt(), next.number()));
        counts.written.incrementAndGet();
    }

    /** Writes what is queued, and waits for it. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
