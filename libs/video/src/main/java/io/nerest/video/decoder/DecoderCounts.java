package io.nerest.video.decoder;

import io.nerest.video.spec.CaptureClockKind;
import io.nerest.video.spec.DecoderReport;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of a decoder process, written by its threads and read for its reports. */
final class DecoderCounts {
    final AtomicLong decoded = new AtomicLong();
    final AtomicLong sampled = new AtomicLong();
    final AtomicLong written = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    final AtomicLong queued = new AtomicLong();
    final AtomicLong damaged = new AtomicLong();
    final AtomicLong wrongSize = new AtomicLong();
    volatile int width;
    volatile int height;
    volatile long unchangedMillis;
    volatile CaptureClockKind clock = CaptureClockKind.NONE;

    /** A frame that cannot be decoded, so that no rule can select it. */
    void countUnreadable() {
        decoded.incrementAndGet();
        sampled.incrementAndGet();
        damaged.incrementAndGet();
    }

    DecoderReport report() {
        return new DecoderReport(
                decoded.get() == 0 ? DecoderReport.Phase.CONNECTING : DecoderReport.Phase.READING,
                decoded.get(),
                sampled.get(),
                written.get(),
                dropped.get(),
                queued.get(),
                damaged.get(),
                wrongSize.get(),
                width,
                height,
                unchangedMillis,
                clock,
                "");
    }
}
