package io.nerest.standalone.demo;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One camera that uploads different rendered frames, at once or at a steady rate in the background. */
final class FrameLoad implements AutoCloseable {
    private static final int FRAMES_PER_REQUEST = 16;

    private final String stream;
    private final SimulatedCameras cameras;
    private final StreamRenderer renderer =
            new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);
    private final Map<UUID, Long> acknowledgedAt = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private @Nullable Thread sender;
    private volatile boolean sending;
    private int nextFrame;

    /** @param stream an id that is registered */
    FrameLoad(String stream, SimulatedCameras cameras) {
        this.stream = stream;
        this.cameras = cameras;
    }

    /** Uploads frames as fast as they are accepted. */
    void send(int frames) throws IOException, InterruptedException {
        for (int left = frames; left > 0; left -= FRAMES_PER_REQUEST) {
            send(next(Math.min(left, FRAMES_PER_REQUEST)));
        }
    }

    private void send(List<DemoFrame> frames) throws IOException, InterruptedException {
        List<Upload> sent = cameras.sendByRest(frames);
        long now = System.nanoTime();
        for (Upload upload : sent) {
            if (upload instanceof Upload.Accepted done) {
                acknowledgedAt.putIfAbsent(done.frameId(), now);
            }
        }
    }

    private List<DemoFrame> next(int count) {
        List<DemoFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RenderedFrame frame = renderer.frame(nextFrame++);
            byte[] jpeg = frame.jpeg();
            frames.add(new DemoFrame(frame.fileName(), stream, frame.capturedAt(), () -> jpeg, frame.truth()));
        }
        return frames;
    }

    /**
     * Uploads frames one by one in the background until {@link #stop}.
     *
     * @param pause from one frame to the next, if the service is fast enough
     */
    void start(Duration pause) {
        sending = true;
        Thread thread = new Thread(() -> sendSteadily(pause.toNanos()), "camera");
        sender = thread;
        thread.start();
    }

    private void sendSteadily(long pauseNanos) {
        try {
            long due = System.nanoTime();
            while (sending) {
                send(next(1));
                due = Math.max(due + pauseNanos, System.nanoTime() - pauseNanos);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the uploads in the background.
     *
     * @throws IOException if they ended before because the service did not accept a frame
     */
    void stop() throws IOException, InterruptedException {
        sending = false;
        Thread thread = sender;
        if (thread != null) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IOException("the camera has given up: " + failed.getMessage(), failed);
        }
    }

    /** Returns the {@link System#nanoTime} at which each frame was acknowledged. */
    Map<UUID, Long> acknowledgedAt() {
        return Map.copyOf(acknowledgedAt);
    }

    @Override
    public void close() {
        sending = false;
        Thread thread = sender;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
