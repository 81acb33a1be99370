package io.nerest.cli.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.cli.bench.BenchReport.FileSpeed;
import io.nerest.cli.bench.BenchReport.NetworkSpeed;
import io.nerest.cli.bench.BenchReport.TrainingSpeed;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.engine.Engines;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.detector.torch.GpuMemory;
import io.nerest.detector.weights.WeightsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect bench}: measures the speed of a model by engine, threads and batch size. */
@Command(
        name = "bench",
        description = "Measures inference by engine, threads and batch, from image files to boxes, and training.")
public final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "WEIGHTS",
            description = "weights, or a model exported by this tool")
    private Path model = Path.of("");

    @Option(names = "--imgsz", paramLabel = "PIXELS", description = "side of the images in pixels (${DEFAULT-VALUE})")
    private int imgsz = 640;

    @Option(names = "--engine", split = ",", paramLabel = "ENGINE", description = "engines (all that can run)")
    private List<String> engines = List.of();

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "batch sizes (1,8)")
    private List<Integer> batches = List.of(1, 8);

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "compute threads (1 and all)")
    private List<Integer> threads = List.of();

    @Option(names = "--source", paramLabel = "FOLDER", description = "image files, to measure from decoding to boxes")
    private @Nullable Path source;

    @Option(names = "--data", paramLabel = "DATA", description = "data set, to measure training: two epochs of it")
    private @Nullable Path data;

    @Option(names = "--train_batch", paramLabel = "N", description = "batch of the training (${DEFAULT-VALUE})")
    private int trainBatch = 16;

    @Option(names = "--train_imgsz", paramLabel = "PIXELS", description = "imgsz of the training (${DEFAULT-VALUE})")
    private int trainImgsz = 320;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu or a CUDA device such as 0 (cpu)")
    private String device = "cpu";

    @Option(names = "--seconds", paramLabel = "S", description = "duration of each measurement (${DEFAULT-VALUE})")
    private double seconds = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the report as JSON")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ComputeDevice where = DeviceChoice.logged(device);
        requireArguments();
        List<Path> sourceImages = source == null ? List.of() : images(source);
        int processors = Runtime.getRuntime().availableProcessors();
        List<Integer> threadCounts =
                threads.isEmpty() ? Stream.of(1, processors).distinct().toList() : threads;
        DetectorOptions options = DetectorOptions.DEFAULT.withImgsz(imgsz).withDevice(where);
        InferenceBench bench = new InferenceBench(model, options, seconds);

        List<NetworkSpeed> alone = new ArrayList<>();
        out.printf(
                "%-18s %7s %5s %9s %9s %9s %9s%n",
                "engine", "threads", "batch", "images/s", "median ms", "best ms", "p90 ms");
        for (EngineKind engine : engines(where)) {
            for (int count : threadCounts) {
                for (int batch : batches) {
                    NetworkSpeed speed = bench.network(engine, count, batch);
                    alone.add(speed);
                    out.printf(
                            "%-18s %7d %5d %9.1f %9.2f %9.2f %9.2f%n",
                            speed.engine(),
                            count,
                            batch,
                            speed.imagesPerSecond(),
                            speed.batchMs(),
                            speed.bestMs(),
                            speed.p90Ms());
                    out.flush();
                }
            }
        }
        List<FileSpeed> fromFiles = source == null ? List.of() : files(bench, where, processors, sourceImages);
        TrainingSpeed training = null;
        if (data != null) {
            training = TrainingBench.measure(model, data, trainImgsz, trainBatch, device);
            out.printf(
                    "training at %d, batch %d: %.1f images/s, %.1f s of an epoch waiting for images%n",
                    trainImgsz, trainBatch, training.imagesPerSecond(), training.secondsWaited());
        }
        OptionalDouble gpu = gpuMegabytes(where);
        gpu.ifPresent(megabytes -> out.printf("GPU memory in use %.0f MB%n", megabytes));
        OptionalDouble peak = PeakMemory.megabytes();
        peak.ifPresent(megabytes -> out.printf("peak memory %.0f MB%n", megabytes));
        if (json != null) {
            BenchReport report = new BenchReport(
                    model.toString(),
                    networkName(),
                    imgsz,
                    processors,
                    alone,
                    fromFiles,
                    training,
                    orNull(gpu),
                    orNull(peak));
            Files.writeString(
                    json, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        }
        return 0;
    }

    /** Checks all arguments before the first measurement. */
    private void requireArguments() throws IOException {
        WeightsReader.requireFile(model);
        OptionRange.multiple("imgsz", imgsz, 32, 32, 8192);
        batches.forEach(batch -> OptionRange.whole("batch", batch, 1, 1024));
        threads.forEach(count -> OptionRange.whole("threads", count, 0, 1024));
        OptionRange.number("seconds", seconds, 0.01, 3600);
        OptionRange.whole("train_batch", trainBatch, 1, 1024);
        OptionRange.multiple("train_imgsz", trainImgsz, 32, 32, 8192);
        engines.forEach(EngineKind::parse);
        if (data != null && !Files.exists(data)) {
            throw new IllegalArgumentException("data=" + data + ": does not exist; name a data.yaml or a folder");
        }
        if (json != null) {
            OutputPlace.file("json", json);
        }
    }

    private static OptionalDouble gpuMegabytes(ComputeDevice where) {
        OptionalLong bytes = where.isCpu() ? OptionalLong.empty() : GpuMemory.used(where);
        return bytes.isPresent() ? OptionalDouble.of(bytes.getAsLong() / 1e6) : OptionalDouble.empty();
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** From files to boxes: one worker on all threads beside one worker a processor, of one thread each. */
    private List<FileSpeed> files(InferenceBench bench, ComputeDevice where, int processors, List<Path> files)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-18s %7s %7s %9s %12s%n", "files to boxes", "workers", "threads", "images/s", "network alone");
        List<FileSpeed> speeds = new ArrayList<>();
        for (EngineKind engine : engines(where)) {
            for (int workers : Stream.of(1, processors).distinct().toList()) {
                FileSpeed speed = bench.files(engine, workers, workers == 1 ? processors : 1, files);
                speeds.add(speed);
                out.printf(
                        "%-18s %7d %7d %9.1f %12.1f%n",
                        speed.engine(),
                        workers,
                        speed.threads(),
                        speed.imagesPerSecond(),
                        speed.networkImagesPerSecond());
                out.flush();
            }
        }
        return speeds;
    }

    /** The requested engines, or all that can run the model; an exported model determines its engine. */
    private List<EngineKind> engines(ComputeDevice where) throws IOException {
        if (OnnxModelFile.looksLike(model)) {
            return List.of(EngineKind.AUTO);
        }
        return engines.isEmpty()
                ? Engines.available(where)
                : engines.stream().map(EngineKind::parse).toList();
    }

    private String networkName() throws IOException {
        return OnnxModelFile.looksLike(model)
                ? OnnxModelFile.metadata(OnnxModelFile.read(model)).getOrDefault("architecture", "")
                : TrainedNetwork.read(model).description().name();
    }

    private static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> images = all.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|bmp|webp|tiff?)"))
                    .sorted()
                    .toList();
            if (images.isEmpty()) {
                throw new IllegalArgumentException(
                        "source=" + folder + ": contains no image (bmp, jpg, jpeg, png, tif, tiff, webp)");
            }
            return images;
        }
    }
}
