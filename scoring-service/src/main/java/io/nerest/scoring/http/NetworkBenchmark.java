package io.nerest.scoring.http;

import io.nerest.detector.image.Letterbox;
import io.nerest.detector.engine.InferenceEngine;
import io.nerest.scoring.model.LoadedModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The network by itself: the same shapes as frames have, but pictures that lie ready in memory. */
final class NetworkBenchmark {
    private static final int STRIDE = 32;
    private static final int WARM_UP_RUNS = 5;
    private static final long LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final long THROUGHPUT_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

    private NetworkBenchmark() {}

    /**
     * What was measured.
     *
     * @param engine what runs the network
     * @param imgsz the longer side, in pixels
     * @param height rows of a picture in the network
     * @param width columns of a picture in the network
     * @param batch pictures at once
     * @param networkFramesPerSecond with batches of that size
     * @param inferenceMillis of one picture alone, the median
     */
    record Result(
            String engine,
            int imgsz,
            int height,
            int width,
            int batch,
            double networkFramesPerSecond,
            double inferenceMillis) {}

    static Result run(LoadedModel model, int batch, int pictureWidth, int pictureHeight) {
        int[] shape = Letterbox.smallestShape(pictureWidth, pictureHeight, model.imgsz(), STRIDE);
        InferenceEngine engine = model.detector().engine();
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * shape[0] * shape[1] * batch);
        return new Result(
                model.detector().engineName(),
                model.imgsz(),
                shape[0],
                shape[1],
                batch,
                1e9 * batch / median(engine, pixels, batch, shape, THROUGHPUT_NANOS),
                median(engine, pixels, 1, shape, LATENCY_NANOS) / 1e6);
    }

    private static double median(InferenceEngine engine, ByteBuffer pixels, int batch, int[] shape, long limit) {
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            engine.run(pixels, batch, shape[0], shape[1]);
        }
        List<Long> runs = new ArrayList<>();
        long started = System.nanoTime();
        while (System.nanoTime() - started < limit) {
            long run = System.nanoTime();
            engine.run(pixels, batch, shape[0], shape[1]);
            runs.add(System.nanoTime() - run);
        }
        return runs.stream().sorted().skip(runs.size() / 2).findFirst().orElseThrow();
    }
}
