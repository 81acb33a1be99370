package io.nerest.cli.bench;

import io.nerest.commandline.OptionRange;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.probe.EngineProbe;
import io.nerest.detector.probe.PrecisionProbe;
import io.nerest.detector.probe.ProbeResult;
import io.nerest.detector.torch.Bfloat16;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.DeviceChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect engines}: measures the candidates of {@code engine=auto} and {@code amp=true} and prints the choice. */
@Command(
        name = "engines",
        description = "Measures the engines for inference and the precisions for training, and prints the choice.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class EnginesCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "WEIGHTS", description = "weights")
    private Path model = Path.of("");

    @Option(names = "--imgsz", paramLabel = "PIXELS", description = "side of the images (${DEFAULT-VALUE})")
    private int imgsz = 640;

    @Option(names = "--batch", paramLabel = "N", description = "most images of one call (${DEFAULT-VALUE})")
    private int batch = DetectorOptions.DEFAULT.batch();

    @Option(names = "--threads", paramLabel = "N", description = "compute threads; 0 for the library's default (0)")
    private int threads;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu or a CUDA device such as 0 (cpu)")
    private String device = "cpu";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ComputeDevice where = DeviceChoice.logged(device);
        OptionRange.multiple("imgsz", imgsz, 32, 32, 8192);
        OptionRange.whole("batch", batch, 1, 1024);
        OptionRange.whole("threads", threads, 0, 1024);
        TrainedNetwork network = TrainedNetwork.read(model);

        ProbeResult inference = EngineProbe.shared().measure(network, where, imgsz, batch, threads);
        EngineKind used = EngineProbe.shared().choose(network, where, imgsz, batch, threads);
        out.printf(
                "processor   %s%nlibraries   %s%n",
                inference.key().processor(), inference.key().libraries());
        print(out, "inference", inference);
        out.printf("engine=auto uses %s%n", used.label());

        ProbeResult training = PrecisionProbe.shared().measure(where, threads);
        print(out, "training", training);
        boolean bfloat16 = PrecisionProbe.shared().prefersBfloat16(where, threads);
        out.printf(
                "amp=true uses %s%s%n",
                bfloat16 ? "bfloat16" : "float32",
                Bfloat16.isComputedBy(where) ? "" : "; the device has no bfloat16 instructions");
        return 0;
    }

    private static void print(PrintWriter out, String subject, ProbeResult result) {
        out.printf(
                "%-11s %s, imgsz %d, batch up to %d, %s threads%n",
                subject,
                result.key().network(),
                result.key().imgsz(),
                result.key().batch(),
                result.key().threads() == 0 ? "default" : result.key().threads());
        result.imagesPerSecond()
                .forEach((name, rate) -> out.printf(
                        "  %-18s %8.1f images/s%s%n", name, rate, name.equals(result.choice()) ? "  fastest" : ""));
    }
}
