package io.nerest.scoring.http;

import io.nerest.detector.engine.InferenceEngine;
import io.nerest.detector.image.Letterbox;
import io.nerest.scoring.model.LoadedModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the network alone, with images in memory in the shape of real frames. */
final class NetworkBenchmark {
    private static final int STRIDE = 32;
    private static final int WARM_UP_RUNS = 5;

    private final Duration throughput;
    private final Duration latency;

    /**
     * @param throughput how long to measure full batches
     * @param latency how long to measure single images
     */
    NetworkBenchmark(Duration throughput, Duration latency) {
        this.throughput = throughput;
        this.latency = latency;
    }

    /**
     * The measurement.
     *
     * @param engine runs the network
     * @param imgsz longer side of an image in the network, in pixels
     * @param height rows of an image in the network
     * @param width columns of an image in the network
     * @param batch images per inference
     * @param networkFramesPerSecond images per second with full batches, median
     * @param inferenceMillis inference of a single image, median
     */
    record Result(
            String engine,
            int imgsz,
            int height,
            int width,
            int batch,
            double networkFramesPerSecond,
            double inferenceMillis) {}

    Result run(LoadedModel model, int batch, int imageWidth, int imageHeight) {
        int[] shape = Letterbox.smallestShape(imageWidth, imageHeight, model.imgsz(), STRIDE);
        InferenceEngine engine = model.detector().engine();
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * shape[0] * shape[1] * batch);
        return new Result(
                model.detector().engineName(),
                model.imgsz(),
                shape[0],
                shape[1],
                batch,
                1e9 * batch / medianNanos(engine, pixels, batch, shape, throughput),
                medianNanos(engine, pixels, 1, shape, latency) / 1e6);
    }

    private static double medianNanos(
            InferenceEngine engine, ByteBuffer pixels, int batch, int[] shape, Duration duration) {
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            engine.run(pixels, batch, shape[0], shape[1]);
        }
        List<Long> runs = new ArrayList<>();
        long started = System.nanoTime();
        do {
            long run = System.nanoTime();
            engine.run(pixels, batch, shape[0], shape[1]);
            runs.add(System.nanoTime() - run);
        } while (System.nanoTime() - started < duration.toNanos());
        return runs.stream().sorted().skip(runs.size() / 2).findFirst().orElseThrow();
    }
}
