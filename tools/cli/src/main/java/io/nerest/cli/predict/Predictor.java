package io.nerest.cli.predict;

import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.pipeline.OrderedWorkers;
import io.nerest.detector.slicing.ImageDetector;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a detector on frames and writes the detections. Workers decode and predict one batch each; the calling thread
 * writes results in the order of the frames.
 */
public final class Predictor {
    private final ImageDetector detector;
    private final List<PredictionOutput> outputs;
    private final Consumer<String> rejections;
    private final int batch;
    private final int workers;

    /**
     * Creates a predictor.
     *
     * @param detector must be thread-safe if there are several workers
     * @param outputs written to in this order
     * @param rejections receives the reason for each file that cannot be read
     * @param batch frames per batch; at most {@code workers + 2} batches are in memory
     * @param workers number of batches in parallel
     */
    public Predictor(
            ImageDetector detector,
            List<PredictionOutput> outputs,
            Consumer<String> rejections,
            int batch,
            int workers) {
        this.detector = detector;
        this.outputs = List.copyOf(outputs);
        this.rejections = rejections;
        this.batch = batch;
        this.workers = workers;
    }

    /**
     * Predicts all frames.
     *
     * @return the number of frames
     * @throws InterruptedException if the calling thread is interrupted
     */
    public int run(FrameReader frames) throws IOException, InterruptedException {
        Writing writing = new Writing();
        OrderedWorkers.run(workers, () -> batch(frames), writing);
        return writing.count;
    }

    private Optional<Batch> batch(FrameReader frames) throws IOException {
        List<PendingFrame> upcoming = new ArrayList<>(batch);
        while (upcoming.size() < batch) {
            Optional<PendingFrame> next = frames.next();
            if (next.isEmpty()) {
                break;
            }
            upcoming.add(next.get());
        }
        return upcoming.isEmpty() ? Optional.empty() : Optional.of(new Batch(upcoming));
    }

    private record PredictedBatch(List<Frame> frames, List<FramePrediction> predictions, List<String> rejected) {}

    private final class Batch implements OrderedWorkers.Task<PredictedBatch> {
        private final List<PendingFrame> upcoming;

        private Batch(List<PendingFrame> upcoming) {
            this.upcoming = upcoming;
        }

        @Override
        public PredictedBatch run() {
            List<Frame> frames = new ArrayList<>(upcoming.size());
            List<String> rejected = new ArrayList<>();
            boolean predicted = false;
            try {
                for (PendingFrame next : upcoming) {
                    try {
                        frames.add(next.decode());
                    } catch (ImageRejectedException e) {
                        rejected.add(e.getMessage());
                    }
                }
                List<FramePrediction> predictions = frames.isEmpty()
                        ? List.of()
                        : detector.predict(frames.stream().map(Frame::image).toList());
                predicted = true;
                return new PredictedBatch(frames, predictions, rejected);
            } finally {
                if (!predicted) {
                    frames.forEach(Frame::close);
                }
            }
        }

        @Override
        public void abandon() {
            upcoming.forEach(PendingFrame::close);
        }
    }

    private final class Writing implements OrderedWorkers.Results<PredictedBatch> {
        private int count;

        @Override
        public void accept(PredictedBatch batch) throws IOException {
            try {
                batch.rejected().forEach(rejections);
                for (int i = 0; i < batch.frames().size(); i++) {
                    for (PredictionOutput output : outputs) {
                        output.write(batch.frames().get(i), batch.predictions().get(i));
                    }
                }
                count += batch.frames().size();
            } finally {
                discard(batch);
            }
        }

        @Override
        public void discard(PredictedBatch batch) {
            batch.frames().forEach(Frame::close);
        }
    }
}
