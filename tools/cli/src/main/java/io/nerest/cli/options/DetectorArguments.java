package io.nerest.cli.options;

import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.pipeline.Parallelism;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.detector.weights.WeightsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The arguments of every command that runs a detector. */
public final class DetectorArguments {
    private static final int GPU_BATCH = 16;
    private static final int USUAL_SIDE = 640;
    private static final int STRIDE = 32;
    private static final String BASE = "trainer-service/base/nerest-base-fish-n.safetensors";

    @Option(
            names = "--model",
            defaultValue = "",
            paramLabel = "WEIGHTS",
            description = "weights: .safetensors, .pt, .onnx")
    private Path model = Path.of("");

    @Option(
            names = "--imgsz",
            paramLabel = "PIXELS",
            description =
                    "longer side in the network in pixels (that of the weights' training; 640 if they do not state it)")
    private Optional<Integer> imgsz = Optional.empty();

    @Option(names = "--iou", defaultValue = "0.7", description = "IoU above which a box is suppressed (0.7)")
    private double iou;

    @Option(names = "--max_det", defaultValue = "300", description = "maximum number of detections per image (300)")
    private int maxDet;

    @Option(
            names = "--engine",
            defaultValue = "auto",
            description = "auto, torchscript-fp32, torchscript-bf16, onnx-fp32")
    private String engine = "auto";

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, the number of a CUDA device, or auto (cpu)")
    private String device = "cpu";

    @Option(names = "--threads", defaultValue = "0", description = "compute threads; 0 for the engine's default (0)")
    private int threads;

    /**
     * The weights.
     *
     * @throws IllegalArgumentException if none were given
     * @throws IOException if the file does not exist or is a folder
     */
    public Path model() throws IOException {
        if (model.toString().isEmpty()) {
            throw new IllegalArgumentException("model=: name the weights, such as model=best.safetensors");
        }
        if (!Files.exists(model)) {
            throw new NoSuchFileException(model.toString());
        }
        WeightsReader.requireFile(model);
        return model;
    }

    /**
     * The weights, or the base checkpoint that belongs to this installation if none were given.
     *
     * @throws IOException if the file does not exist or is a folder
     */
    public Path modelOrBase() throws IOException {
        if (!model.toString().isEmpty()) {
            return model();
        }
        Path base = Path.of(System.getProperty("nerest.home", ".")).resolve(BASE);
        if (!Files.isRegularFile(base)) {
            throw new IllegalArgumentException(
                    "the base checkpoint " + base + " does not exist; name the weights by model=WEIGHTS");
        }
        return base;
    }

    /**
     * The longer side of an image in the network, in pixels: as given, else the side that the weights were trained with,
     * since a network detects objects best at the sizes that it was trained on.
     *
     * @throws IOException if the weights cannot be read
     */
    public int imgsz() throws IOException {
        return imgsz.isPresent() ? imgsz.get() : sideOfTraining();
    }

    private int sideOfTraining() throws IOException {
        Path weights = modelOrBase();
        if (weights.toString().endsWith(".onnx")) {
            return USUAL_SIDE;
        }
        try {
            int side = TrainedNetwork.read(weights).imgsz();
            return (side + STRIDE - 1) / STRIDE * STRIDE;
        } catch (UnreadableWeightsException e) {
            return USUAL_SIDE; // opening the detector reports what is wrong
        }
    }

    /** Returns the number of workers and threads with the highest throughput. */
    public Parallelism parallelism() {
        return Parallelism.forThroughput(
                DeviceChoice.logged(device), threads, Runtime.getRuntime().availableProcessors());
    }

    /** Returns the default batch size: 1 on a CPU, where larger batches are no faster, and 16 on a GPU. */
    public int usualBatch() {
        return DeviceChoice.logged(device).isCpu() ? 1 : GPU_BATCH;
    }

    /**
     * The options of a detector.
     *
     * @param conf candidates must score above this
     * @param multiLabel whether an anchor may yield detections of several classes
     * @param batch maximum number of images per batch
     * @throws IllegalArgumentException if an argument cannot be used
     * @throws IOException if the weights cannot be read
     */
    public DetectorOptions options(double conf, boolean multiLabel, int batch) throws IOException {
        return new DetectorOptions(
                imgsz(),
                new NmsOptions(conf, iou, maxDet, multiLabel, NmsOptions.MAX_CANDIDATES),
                EngineKind.parse(engine),
                DeviceChoice.logged(device),
                threads,
                batch,
                false);
    }
}
