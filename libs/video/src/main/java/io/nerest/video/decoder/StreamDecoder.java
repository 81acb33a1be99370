package io.nerest.video.decoder;

import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.address.Network;
import io.nerest.video.sampling.FrameSampler;
import io.nerest.video.sampling.FrameSelection;
import io.nerest.video.sampling.GreyImage;
import io.nerest.video.sampling.SamplingRuleParser;
import io.nerest.video.spec.CaptureClockKind;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads one camera or file to its end, and writes the sampled frames to the spool folder. */
final class StreamDecoder {
    private static final long LONGEST_JPEG = 40_000_000;
    private static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DecoderSpec spec;
    private final DecoderCounts counts;
    private final SampledView view;
    private final CaptureClock clock = new CaptureClock();
    private final long startNanos = System.nanoTime();
    private long firstTimestamp = RawFrame.NO_TIME;
    private long fileStartsAt;
    private long lastCompared;
    private long lastChange;
    private @Nullable GreyImage compared;
    private int expectedWidth;
    private int expectedHeight;

    StreamDecoder(DecoderSpec spec, DecoderCounts counts) {
        this.spec = spec;
        this.counts = counts;
        this.view = new SampledView(spec.geometry());
    }

    /**
     * Reads until the stream ends.
     *
     * @throws IOException if it cannot be opened, breaks, or ends although it is live
     */
    void run() throws IOException, InterruptedException {
        FrameSampler sampler = new FrameSampler(SamplingRuleParser.parse(spec.sampling()));
        int lead = (int) Math.ceil(sampler.leadSeconds() * sampler.leadRate());
        try (FrameInput input = open();
                FrameWriter writer = new FrameWriter(spec, counts, lead);
                FrameSelection<FrameWriter.Sampled> selection =
                        new FrameSelection<>(sampler, skipped -> skipped.frame().close())) {
            boolean more = true;
            while (more) {
                more = handleNext(input, selection, writer);
            }
        }
        if (spec.input() instanceof DecoderSpec.Rtsp || spec.input() instanceof DecoderSpec.Mjpeg) {
            throw new IOException("the camera ended the stream");
        }
    }

    /** Handles the next frame. One that cannot be decoded is left out, and the stream goes on. */
    private boolean handleNext(FrameInput input, FrameSelection<FrameWriter.Sampled> selection, FrameWriter writer)
            throws IOException, InterruptedException {
        try {
            Optional<RawFrame> frame = input.next();
            if (frame.isPresent()) {
                handle(frame.get(), selection, writer);
            }
            return frame.isPresent();
        } catch (ImageRejectedException e) {
            counts.countUnreadable();
            return true;
        }
    }

    private FrameInput open() throws IOException {
        if (spec.input() instanceof DecoderSpec.Rtsp rtsp) {
            return RtspInput.open(
                    CameraUrl.parse(rtsp.url()), rtsp.udp(), rule(rtsp.allowedNetworks()), spec.maxPixels());
        }
        if (spec.input() instanceof DecoderSpec.Mjpeg mjpeg) {
            ImageLimits limits = new ImageLimits(LONGEST_JPEG, spec.maxPixels(), 2, 30_000);
            return MjpegInput.open(CameraUrl.parse(mjpeg.url()), rule(mjpeg.allowedNetworks()), limits);
        }
        DecoderSpec.VideoFile video = (DecoderSpec.VideoFile) spec.input();
        FfmpegInput input = FfmpegInput.ofFile(video.file(), video.paced(), spec.maxPixels());
        fileStartsAt = video.timeIsEnd() ? input.startsAt(spec.startsAtMicros()) : spec.startsAtMicros();
        return input;
    }

    private static AddressRule rule(java.util.List<String> networks) {
        return new AddressRule(networks.stream().map(Network::parse).toList());
    }

    private void handle(RawFrame frame, FrameSelection<FrameWriter.Sampled> selection, FrameWriter writer)
            throws IOException, InterruptedException {
        if (!hasExpectedSize(frame)) {
            counts.decoded.incrementAndGet();
            counts.wrongSize.incrementAndGet();
            frame.close();
            return;
        }
        GreyImage image = selection.needsImage() ? view.of(frame) : null;
        compare(frame);
        long number = counts.decoded.incrementAndGet();
        long capturedAt = captureTime(frame);
        for (FrameWriter.Sampled taken :
                selection.offer(new FrameWriter.Sampled(frame, capturedAt, number), image, streamSeconds(frame))) {
            if (taken.number() <= spec.resumeAfter()) {
                taken.frame().close();
            } else {
                counts.sampled.incrementAndGet();
                writer.offer(taken);
            }
        }
    }

    private boolean hasExpectedSize(RawFrame frame) {
        boolean first = counts.width == 0;
        int width = spec.width() > 0 ? spec.width() : first ? frame.width() : expectedWidth;
        int height = spec.height() > 0 ? spec.height() : first ? frame.height() : expectedHeight;
        expectedWidth = width;
        expectedHeight = height;
        counts.width = frame.width();
        counts.height = frame.height();
        return frame.width() == width && frame.height() == height;
    }

    private long captureTime(RawFrame frame) {
        if (spec.input() instanceof DecoderSpec.VideoFile) {
            counts.clock = CaptureClockKind.FILE;
            return fileStartsAt + Math.max(0, sinceFirst(frame));
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now(Clock.systemUTC()));
        long time = clock.next(frame.timestamp(), frame.cameraTime(), now);
        counts.clock = clock.kind();
        return time;
    }

    private long sinceFirst(RawFrame frame) {
        if (frame.timestamp() == RawFrame.NO_TIME) {
            return 0;
        }
        if (firstTimestamp == RawFrame.NO_TIME) {
            firstTimestamp = frame.timestamp();
        }
        return frame.timestamp() - firstTimestamp;
    }

    private double streamSeconds(RawFrame frame) {
        return frame.timestamp() == RawFrame.NO_TIME ? (System.nanoTime() - startNanos) / 1e9 : sinceFirst(frame) / 1e6;
    }

    /** Once a second, because a camera that hangs may send its last image repeatedly; the whole frame, masked or not. */
    private void compare(RawFrame frame) throws IOException {
        long now = System.nanoTime();
        GreyImage before = compared;
        if (before != null && now - lastCompared < COMPARE_NANOS) {
            return;
        }
        GreyImage image = frame.grey();
        if (before == null || !image.sameAs(before)) {
            lastChange = now;
        }
        compared = image;
        lastCompared = now;
        counts.unchangedMillis = TimeUnit.NANOSECONDS.toMillis(now - lastChange);
    }
}
