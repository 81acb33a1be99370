package io.nerest.cli.predict;

import io.nerest.cli.predict.FrameQueue.PictureFile;
import io.nerest.cli.predict.FrameQueue.Unreadable;
import io.nerest.cli.predict.FrameQueue.VideoFrame;
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
 * Takes frames through a detector to what is written of them. Workers take a batch each, decode its pictures, and run the
 * detector; what they find is written on the calling thread, in the order of the frames.
 */
final class Predictor {
    private final ImageDetector detector;
    private final List<PredictionOutput> outputs;
    private final Consumer<String> refusals;
    private final int batch;
    private final int workers;

    /**
     * Starts nothing yet.
     *
     * @param detector may be used by several threads at once, where there are several workers
     * @param outputs written to in this order
     * @param refusals hears of each file that cannot be read, with the reason
     * @param batch frames given to the detector at once; with the workers it bounds the memory: frames of two more batches
     *     than there are workers are held
     * @param workers batches in work at once
     */
    Predictor(
            ImageDetector detector, List<PredictionOutput> outputs, Consumer<String> refusals, int batch, int workers) {
        this.detector = detector;
        this.outputs = List.copyOf(outputs);
        this.refusals = refusals;
        this.batch = batch;
        this.workers = workers;
    }

    /**
     * Predicts all frames.
     *
     * @return how many there were
     * @throws InterruptedException where the calling thread is interrupted
     */
    int run(FrameReader frames) throws IOException, InterruptedException {
        Writing writing = new Writing();
        OrderedWorkers.run(workers, () -> batch(frames), writing);
        return writing.count;
    }

    private Optional<Batch> batch(FrameReader frames) throws IOException {
        List<FrameQueue> upcoming = new ArrayList<>(batch);
        while (upcoming.size() < batch) {
            Optional<FrameQueue> next = frames.next();
            if (next.isEmpty()) {
                break;
            }
            upcoming.add(next.get());
        }
        return upcoming.isEmpty() ? Optional.empty() : Optional.of(new Batch(upcoming));
    }

    private record Looked(List<Frame> frames, List<FramePrediction> predictions, List<String> refused) {}

    private final class Batch implements OrderedWorkers.Task<Looked> {
        private final List<FrameQueue> upcoming;

        private Batch(List<FrameQueue> upcoming) {
            this.upcoming = upcoming;
        }

        @Override
        public Looked run() {
            List<Frame> frames = new ArrayList<>(upcoming.size());
            List<String> refused = new ArrayList<>();
            boolean looked = false;
            try {
                upcoming.forEach(next -> take(next, frames, refused));
                List<FramePrediction> predictions = frames.isEmpty()
                        ? List.of()
                        : detector.predict(frames.stream().map(Frame::picture).toList());
                looked = true;
                return new Looked(frames, predictions, refused);
            } finally {
                if (!looked) {
                    frames.forEach(Frame::close);
                }
            }
        }

        @Override
        public void abandon() {
            upcoming.forEach(FrameQueue::close);
        }

        private static void take(FrameQueue next, List<Frame> frames, List<String> refused) {
            if (next instanceof VideoFrame of) {
                frames.add(of.frame());
            } else if (next instanceof Unreadable unreadable) {
                refused.add(unreadable.reason());
            } else if (next instanceof PictureFile file) {
                try {
                    frames.add(file.decode());
                } catch (ImageRejectedException e) {
                    refused.add(e.getMessage());
                }
            }
        }
    }

    private final class Writing implements OrderedWorkers.Results<Looked> {
        private int count;

        @Override
        public void accept(Looked looked) throws IOException {
            try {
                looked.refused().forEach(refusals);
                for (int i = 0; i < looked.frames().size(); i++) {
                    for (PredictionOutput output : outputs) {
                        output.write(
                                looked.frames().get(i), looked.predictions().get(i));
                    }
                }
                count += looked.frames().size();
            } finally {
                discard(looked);
            }
        }

        @Override
        public void discard(Looked looked) {
            looked.frames().forEach(Frame::close);
        }
    }
}
