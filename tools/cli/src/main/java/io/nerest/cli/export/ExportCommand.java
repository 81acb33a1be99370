package io.nerest.cli.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.ExportedWeights;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.onnx.RangeCalibrator;
import io.nerest.detector.torchscript.ServingModule;
import io.nerest.detector.torchscript.ServingOptions;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.TorchStateFile;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.detector.weights.WeightsReader;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.validation.ValidationPass;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nerest detect export}: exports a model and measures the loss in mAP. */
@Command(
        name = "export",
        description = {
            "Writes a model as ONNX, TorchScript, safetensors or a torch state dictionary.",
            "ONNX and TorchScript take the same images: RGB floats of 0 to 1, [batch, 3, height, width],"
                    + " sides multiples of 32."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final int BATCH = 8;

    @Option(names = "--model", required = true, paramLabel = "WEIGHTS", description = "weights in any format")
    private Path model = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private ExportFormat format = ExportFormat.ONNX;

    @Option(
            names = "--half",
            arity = "0..1",
            fallbackValue = "true",
            description = "16-bit floats: binary16, in TorchScript bfloat16 (false)")
    private boolean half;

    @Option(
            names = "--int8",
            arity = "0..1",
            fallbackValue = "true",
            description = "8-bit integers, calibrated on data=; ONNX only (false)")
    private boolean int8;

    @Option(
            names = "--nms",
            arity = "0..1",
            fallbackValue = "true",
            description = "end the ONNX graph with non-maximum suppression (false)")
    private boolean nms;

    @Option(names = "--conf", paramLabel = "SHARE", description = "minimum score, with nms (${DEFAULT-VALUE})")
    private float conf = 0.25f;

    @Option(names = "--iou", paramLabel = "SHARE", description = "maximum IoU, with nms (${DEFAULT-VALUE})")
    private float iou = 0.7f;

    @Option(
            names = "--max_det",
            paramLabel = "N",
            description = "maximum number of detections, with nms (${DEFAULT-VALUE})")
    private int maxDet = 300;

    @Option(
            names = "--imgsz",
            paramLabel = "PIXELS",
            description = "side of the images for calibration and mAP; in safetensors and pt the side that commands use"
                    + " (the model's)")
    private @Nullable Integer imgsz;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "data set: train images calibrate int8, val images measure the loss in mAP")
    private @Nullable Path data;

    @Option(names = "--calibrate", paramLabel = "N", description = "number of calibration images (${DEFAULT-VALUE})")
    private int calibrate = 64;

    @Option(names = "--threads", paramLabel = "N", description = "compute threads (all)")
    private int threads;

    @Option(names = "--out", paramLabel = "FILE", description = "output file (next to the model)")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        requireSense();
        TrainedNetwork network = TrainedNetwork.read(model);
        Optional<Dataset> dataset = data == null ? Optional.empty() : Optional.of(DatasetReader.read(data));
        if (dataset.isPresent()
                && dataset.get().classNames().size() != network.classNames().size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "data= has %d classes, the model %d"
                            .formatted(
                                    dataset.get().classNames().size(),
                                    network.classNames().size()));
        }
        String form = int8 ? "int8" : half ? (format == ExportFormat.TORCHSCRIPT ? "bf16" : "fp16") : "fp32";
        Path target = out == null ? format.besides(model, form) : out;
        if (Files.exists(target) && Files.isSameFile(target, model)) {
            throw new ParameterException(spec.commandLine(), "out= is the model itself; name another file");
        }
        write(network, dataset, target);
        PrintWriter console = spec.commandLine().getOut();
        boolean asStored = format == ExportFormat.SAFETENSORS || format == ExportFormat.PT;
        console.printf(
                "%s: %s %s, %.1f MB%n",
                target, format, asStored && !half ? "as stored" : form, Files.size(target) / 1e6);
        if (dataset.isPresent() && !nms && !asStored) {
            printCost(network, dataset.get(), target, form);
        }
        return 0;
    }

    private void requireSense() throws IOException {
        if (int8 && (format != ExportFormat.ONNX || half)) {
            throw new ParameterException(spec.commandLine(), "int8=true requires format=onnx and half=false");
        }
        if (int8 && data == null) {
            throw new ParameterException(spec.commandLine(), "int8=true needs data=: images for calibration");
        }
        if (nms && format != ExportFormat.ONNX) {
            throw new ParameterException(spec.commandLine(), "nms=true requires format=onnx");
        }
        OptionRange.whole("calibrate", calibrate, 1, 1_000_000);
        OptionRange.number("conf", conf, 0, 1);
        OptionRange.number("iou", iou, 0, 1);
        OptionRange.whole("max_det", maxDet, 1, 100_000);
        OptionRange.whole("threads", threads, 0, 1024);
        if (imgsz != null) {
            OptionRange.multiple("imgsz", imgsz, 32, 32, 8192);
        }
        if (data != null && !Files.exists(data)) {
            throw new IllegalArgumentException("data=" + data + ": does not exist; name a data.yaml or a folder");
        }
        WeightsReader.requireFile(model);
        if (out != null) {
            OutputPlace.file("out", out);
        }
    }

    private void write(TrainedNetwork network, Optional<Dataset> dataset, Path target) throws IOException {
        switch (format) {
            case ONNX -> OnnxModelFile.write(target, onnx(network, dataset));
            case TORCHSCRIPT ->
                ServingModule.write(
                        target,
                        network.description(),
                        network.weights(),
                        half ? ServingOptions.BFLOAT16 : ServingOptions.FLOAT32);
            case SAFETENSORS -> SafetensorsFile.write(target, stored(network));
            case PT -> TorchStateFile.write(target, stored(network));
        }
    }

    private Weights stored(TrainedNetwork network) {
        Weights weights = ExportedWeights.of(network, half);
        if (imgsz == null) {
            return weights;
        }
        Map<String, String> metadata = new TreeMap<>(weights.metadata());
        metadata.put(WeightsMetadata.IMGSZ, imgsz.toString());
        return new Weights(weights.tensors().values(), metadata);
    }

    private ModelProto onnx(TrainedNetwork network, Optional<Dataset> dataset) {
        OnnxExportOptions options =
                new OnnxExportOptions(OnnxExportOptions.Pixels.FLOAT, half, false, nms, conf, iou, maxDet);
        if (!int8) {
            return OnnxExport.of(network, options);
        }
        OnnxExportOptions quantised =
                new OnnxExportOptions(OnnxExportOptions.Pixels.FLOAT, false, !nms, nms, conf, iou, maxDet);
        try (RangeCalibrator calibrator = new RangeCalibrator(network, threads)) {
            CalibrationImages images =
                    CalibrationImages.of(dataset.orElseThrow().train(), calibrate, side(network));
            return OnnxExport.quantised(network, quantised, calibrator.calibrate(images));
        }
    }

    private void printCost(TrainedNetwork network, Dataset dataset, Path target, String form)
            throws IOException, InterruptedException {
        DetectorOptions options =
                DetectorOptions.DEFAULT.withImgsz(side(network)).withThreads(threads);
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                "%-6s %8s %10s   on %d images%n",
                "form", "mAP50", "mAP50-95", dataset.val().size());
        GroupMetrics exact;
        try (Detector detector = Detector.of(network, options.withEngine(EngineKind.TORCHSCRIPT_FP32))) {
            exact = measure(detector, dataset, options.imgsz());
        }
        console.printf("%-6s %8.4f %10.4f%n", "fp32", exact.map50(), exact.map50To95());
        GroupMetrics cheaper;
        try (Detector detector = format == ExportFormat.ONNX
                ? Detector.load(target, options)
                : Detector.of(
                        network,
                        options.withEngine(half ? EngineKind.TORCHSCRIPT_BF16 : EngineKind.TORCHSCRIPT_FP32))) {
            cheaper = measure(detector, dataset, options.imgsz());
        }
        console.printf(
                "%-6s %8.4f %10.4f   costs %.4f and %.4f%n",
                form,
                cheaper.map50(),
                cheaper.map50To95(),
                cost(exact.map50(), cheaper.map50()),
                cost(exact.map50To95(), cheaper.map50To95()));
    }

    private static GroupMetrics measure(Detector detector, Dataset dataset, int imgsz)
            throws IOException, InterruptedException {
        return new ValidationPass(dataset.classNames(), NmsOptions.forValidation())
                .measure(detector, dataset.val(), imgsz, BATCH)
                .report()
                .all();
    }

    /** Rounds to four digits, so that a negligible loss is not printed as a negative one. */
    private static double cost(double exact, double cheaper) {
        return Math.round((exact - cheaper) * 1e4) / 1e4;
    }

    private int side(TrainedNetwork network) {
        int side = imgsz == null ? network.imgsz() : imgsz;
        return (side + 31) / 32 * 32; // a model may record a side that is no multiple
    }
}
