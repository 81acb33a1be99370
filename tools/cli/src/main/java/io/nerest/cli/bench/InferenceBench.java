package io.nerest.cli.bench;

import io.nerest.cli.bench.BenchReport.FileSpeed;
import io.nerest.cli.bench.BenchReport.NetworkSpeed;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.engine.InferenceEngine;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.pipeline.FileOutcome.Refused;
import io.nerest.detector.pipeline.FilePipeline;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Measures how fast a model predicts. */
final class InferenceBench {
    private final Path model;
    private final DetectorOptions options;
    private final double seconds;

    InferenceBench(Path model, DetectorOptions options, double seconds) {
        this.model = model;
        this.options = options;
        this.seconds = seconds;
    }

    /** The bare network on noise. */
    NetworkSpeed network(EngineKind engine, int threads, int batch) throws IOException {
        int side = options.imgsz();
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(3 * side * side, batch));
        Random random = new Random(0);
        while (pixels.remaining() >= Long.BYTES) {
            pixels.putLong(random.nextLong());
        }
        try (Detector detector = Detector.load(model, options.withEngine(engine).withThreads(threads))) {
            InferenceEngine network = detector.engine();
            Timing timing = Timing.of(() -> network.run(pixels, batch, side, side), seconds);
            return new NetworkSpeed(
                    network.name(),
                    threads,
                    batch,
                    rounded(batch * 1000 / timing.median()),
                    rounded(timing.median()),
                    rounded(timing.best()),
                    rounded(timing.p90()));
        }
    }

    /** Measures image files, each at least once, repeated until the time is over. */
    FileSpeed files(EngineKind engine, int workers, int threads, List<Path> files)
            throws IOException, InterruptedException {
        try (Detector detector = Detector.load(model, options.withEngine(engine).withThreads(threads))) {
            FilePipeline pipeline = new FilePipeline(detector, ImageLimits.DEFAULT, workers);
            pipeline.run(files.subList(0, Math.min(files.size(), 2 * workers)), outcome -> {});
            AtomicInteger started = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            Iterable<Path> untilTheEnd = () -> Stream.generate(() -> files)
                    .flatMap(List::stream)
                    .takeWhile(file -> started.getAndIncrement() < files.size() || System.nanoTime() < end)
                    .iterator();
            pipeline.run(untilTheEnd, outcome -> {
                if (outcome instanceof Refused refused) {
                    throw new IllegalArgumentException(refused.reason());
                }
                done.incrementAndGet();
            });
            double rate = done.get() * 1e9 / (System.nanoTime() - start);
            double bare = network(engine, threads, 1).imagesPerSecond();
            return new FileSpeed(detector.engineName(), workers, threads, files.size(), rounded(rate), rounded(bare));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
