package io.nerest.standalone.demo;

import io.nerest.commandline.ProgressDisplay;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.StackAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Sends frames by REST or directly to the bucket, including duplicates and invalid files. */
final class SimulatedCameras implements AutoCloseable {
    static final int FRAMES_PER_REQUEST = 16;
    private static final int BUCKET_SHARE = 4;
    private static final int MISSING_NOTIFICATIONS = 2;
    private static final int RESENT = 3;

    private final FrameUploader ingest;
    private final BucketCamera bucket;
    private final KnownBoxes truth;
    private final TimedOutput output;
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();

    /** @param storeNotifies whether the store sends notifications itself */
    SimulatedCameras(
            StackAddresses stack, boolean storeNotifies, FrameUploader ingest, KnownBoxes truth, TimedOutput output) {
        this.ingest = ingest;
        this.bucket = new BucketCamera(stack, storeNotifies);
        this.truth = truth;
        this.output = output;
    }

    /** Returns the outcome of every upload so far. */
    List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    /** Sends frames: every fourth to the bucket, the others by REST. */
    void sendAll(List<DemoFrame> frames) throws IOException, InterruptedException {
        List<DemoFrame> byBucket = new ArrayList<>();
        List<DemoFrame> byRest = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            (i % BUCKET_SHARE == BUCKET_SHARE - 1 ? byBucket : byRest).add(frames.get(i));
        }
        try (ProgressDisplay work = ProgressDisplay.start("upload", "frames", frames.size(), output::line)) {
            int sent = 0;
            for (List<DemoFrame> request : FrameUploader.requests(byRest, FRAMES_PER_REQUEST)) {
                sendByRest(request);
                sent += request.size();
                work.stepTo(sent, "REST");
            }
            for (int i = 0; i < byBucket.size(); i++) {
                sendToBucket(byBucket.get(i), i >= MISSING_NOTIFICATIONS);
                sent++;
                work.stepTo(sent, "bucket");
            }
        }
    }

    List<Upload> sendByRest(List<DemoFrame> frames) throws IOException, InterruptedException {
        List<Upload> sent = ingest.send(frames);
        for (int i = 0; i < sent.size(); i++) {
            truth.add(sent.get(i), frames.get(i).truth());
        }
        uploads.addAll(sent);
        return sent;
    }

    /** Writes a frame into the bucket, with or without a notification. */
    void sendToBucket(DemoFrame frame, boolean notify) throws IOException, InterruptedException {
        Upload.InBucket put =
                bucket.send(frame.streamId(), frame.name(), frame.image().bytes(), notify);
        truth.add(put, frame.truth());
        uploads.add(put);
    }

    /** Sends some frames a second time, and files that are not images. */
    void sendDuplicatesAndInvalidFiles(List<DemoFrame> frames) throws IOException, InterruptedException {
        for (DemoFrame frame : frames.subList(0, Math.min(RESENT, frames.size()))) {
            sendByRest(List.of(frame));
        }
        DemoFrame first = frames.get(0);
        byte[] text = "the camera's battery is low".getBytes(StandardCharsets.UTF_8);
        DemoFrame broken = new DemoFrame("status.jpg", first.streamId(), first.capturedAt(), () -> text, List.of());
        sendByRest(List.of(broken));
        sendToBucket(broken, true);
    }

    /** Sends frames one by one with a pause after each, until all are sent or the thread is interrupted. */
    void sendLive(List<DemoFrame> frames, Duration pause) throws IOException, InterruptedException {
        for (DemoFrame frame : frames) {
            sendByRest(List.of(frame));
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
