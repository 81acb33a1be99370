package io.nerest.detection.prediction;

import io.nerest.detection.inference.FramePrediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes frames from files through a detector into outputs; while a batch is predicted, the next one is decoded. */
final class Predictor {
    private final PictureDetector detector;
    private final List<PredictionOutput> outputs;
    private final int batch;

    /**
     * A predictor.
     *
     * @param outputs written to in this order
     * @param batch frames given to the detector at once, which bounds memory to twice as many
     */
    Predictor(PictureDetector detector, List<PredictionOutput> outputs, int batch) {
        this.detector = detector;
        this.outputs = List.copyOf(outputs);
        this.batch = batch;
    }

    /**
     * Predicts all frames.
     *
     * @return how many there were
     */
    int run(FrameReader frames) throws IOException {
        int count = 0;
        List<Frame> ready = read(frames);
        while (!ready.isEmpty()) {
            CompletableFuture<List<Frame>> next = CompletableFuture.supplyAsync(() -> readUnchecked(frames));
            try {
                predict(ready);
            } catch (IOException | RuntimeException e) {
                next.thenAccept(left -> left.forEach(Frame::close))
                        .exceptionally(ignored -> null)
                        .join();
                throw e;
            }
            count += ready.size();
            ready = join(next);
        }
        return count;
    }

    private void predict(List<Frame> frames) throws IOException {
        try {
            List<FramePrediction> predictions =
                    detector.predict(frames.stream().map(Frame::picture).toList());
            for (int i = 0; i < frames.size(); i++) {
                for (PredictionOutput output : outputs) {
                    output.write(frames.get(i), predictions.get(i));
                }
            }
        } finally {
            frames.forEach(Frame::close);
        }
    }

    private List<Frame> read(FrameReader frames) throws IOException {
        List<Frame> read = new ArrayList<>(batch);
        while (read.size() < batch) {
            Optional<Frame> frame = frames.next();
            if (frame.isEmpty()) {
                break;
            }
            read.add(frame.get());
        }
        return read;
    }

    private List<Frame> readUnchecked(FrameReader frames) {
        try {
            return read(frames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Frame> join(CompletableFuture<List<Frame>> next) throws IOException {
        try {
            return next.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            throw e;
        }
    }
}
