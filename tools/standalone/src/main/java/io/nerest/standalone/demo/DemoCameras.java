package io.nerest.standalone.demo;

import io.nerest.standalone.Console;
import io.nerest.standalone.stack.Endpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Sends the frames of a demo: most by REST, every fourth straight into the bucket, a few wrong ones among them. */
final class DemoCameras implements AutoCloseable {
    static final int FRAMES_PER_REQUEST = 16;
    private static final int BUCKET_SHARE = 4;
    private static final int FORGOTTEN_NOTIFICATIONS = 2;
    private static final int RESENT = 3;

    private final FrameUploader ingest;
    private final BucketCamera bucket;
    private final Truth truth;
    private final Console console;
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();

    DemoCameras(Endpoints endpoints, FrameUploader ingest, Truth truth, Console console) {
        this.ingest = ingest;
        this.bucket = new BucketCamera(endpoints);
        this.truth = truth;
        this.console = console;
    }

    /** What became of everything sent so far. */
    List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    /** Sends the bulk of the stream. */
    void sendAll(List<DemoFrame> frames) throws IOException, InterruptedException {
        List<DemoFrame> byBucket = new ArrayList<>();
        List<DemoFrame> byRest = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            (i % BUCKET_SHARE == BUCKET_SHARE - 1 ? byBucket : byRest).add(frames.get(i));
        }
        try (Console.Work work = console.work("upload", frames.size())) {
            int sent = 0;
            for (List<DemoFrame> request : FrameUploader.requests(byRest, FRAMES_PER_REQUEST)) {
                sendByRest(request);
                sent += request.size();
                work.at(sent, "REST");
            }
            for (int i = 0; i < byBucket.size(); i++) {
                sendToBucket(byBucket.get(i), i >= FORGOTTEN_NOTIFICATIONS);
                sent++;
                work.at(sent, "bucket");
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

    private void sendToBucket(DemoFrame frame, boolean announce) throws IOException, InterruptedException {
        Upload.InBucket put =
                bucket.send(frame.streamId(), frame.name(), frame.picture().bytes(), announce);
        truth.add(put, frame.truth());
        uploads.add(put);
    }

    /** What cameras do on bad days: pictures sent twice, and files that are no pictures. */
    void sendWhatIsWrong(List<DemoFrame> frames) throws IOException, InterruptedException {
        for (DemoFrame frame : frames.subList(0, Math.min(RESENT, frames.size()))) {
            sendByRest(List.of(frame));
        }
        DemoFrame first = frames.get(0);
        byte[] noPicture = "the camera's battery is low".getBytes(StandardCharsets.UTF_8);
        DemoFrame broken =
                new DemoFrame("status.jpg", first.streamId(), first.capturedAt(), () -> noPicture, List.of());
        sendByRest(List.of(broken));
        sendToBucket(broken, true);
    }

    /** Sends frames one by one, as live cameras do, until it is interrupted or all are sent. */
    void trickle(List<DemoFrame> frames, Duration pause) throws IOException, InterruptedException {
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
