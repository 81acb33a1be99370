package io.nerest.cli.options;

import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.pipeline.Parallelism;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.ComputeDevice;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The arguments of every command that runs a detector. */
public final class DetectorArguments {
    private static final int GPU_BATCH = 16;

    @Option(
            names = "--model",
            defaultValue = "",
            paramLabel = "WEIGHTS",
            description = "weights: .safetensors, .pt, .onnx")
    private Path model = Path.of("");

    @Option(names = "--imgsz", defaultValue = "640", description = "longer side in the network in pixels (640)")
    private int imgsz;

    @Option(names = "--iou", defaultValue = "0.7", description = "overlap above which a box is suppressed (0.7)")
    private double iou;

    @Option(names = "--max_det", defaultValue = "300", description = "most detections a picture (300)")
    private int maxDet;

    @Option(
            names = "--engine",
            defaultValue = "auto",
            description = "auto, torchscript-fp32, torchscript-bf16, onnx-fp32")
    private String engine = "auto";

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, or the number of a CUDA device (cpu)")
    private String device = "cpu";

    @Option(names = "--threads", defaultValue = "0", description = "compute threads; 0 leaves it to the engine (0)")
    private int threads;

    /**
     * The weights.
     *
     * @throws IllegalArgumentException where none were given
     */
    public Path model() {
        if (model.toString().isEmpty()) {
            throw new IllegalArgumentException("model=: name the weights, such as model=best.safetensors");
        }
        return model;
    }

    public int imgsz() {
        return imgsz;
    }

    /** How the device is best kept at work where many pictures are to be predicted. */
    public Parallelism parallelism() {
        return Parallelism.forThroughput(
                ComputeDevice.parse(device), threads, Runtime.getRuntime().availableProcessors());
    }

    /** Pictures a run where no number was given: a CPU is as fast with one, a GPU wants many. */
    public int usualBatch() {
        return ComputeDevice.parse(device).isCpu() ? 1 : GPU_BATCH;
    }

    /**
     * The options of a detector.
     *
     * @param conf candidates must score above this
     * @param multiLabel whether an anchor may give a detection of several classes
     * @param batch most pictures in one run
     * @throws IllegalArgumentException where an argument cannot be used
     */
    public DetectorOptions options(double conf, boolean multiLabel, int batch) {
        return new DetectorOptions(
                imgsz,
                new NmsOptions(conf, iou, maxDet, multiLabel, NmsOptions.MAX_CANDIDATES),
                EngineKind.parse(engine),
                ComputeDevice.parse(device),
                threads,
                batch,
                false);
    }
}
