package io.nerest.cli.info;

import io.nerest.commandline.OptionRange;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.model.Complexity;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect info}: describes a weights file. */
@Command(name = "info", description = "Describes a weights file or an exported model.")
public final class InfoCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "WEIGHTS", description = "weights, or an ONNX export")
    private Path model = Path.of("");

    @Option(names = "--imgsz", paramLabel = "PIXELS", description = "side of the image for GFLOPs (${DEFAULT-VALUE})")
    private int imgsz = 640;

    @Option(names = "--tensors", arity = "0..1", fallbackValue = "true", description = "list every tensor (false)")
    private boolean tensors;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OptionRange.multiple("imgsz", imgsz, 32, 32, 8192);
        WeightsReader.requireFile(model);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("file          %s, %.1f MB%n", model, Files.size(model) / 1e6);
        if (OnnxModelFile.looksLike(model)) {
            printMetadata(out, OnnxModelFile.metadata(OnnxModelFile.read(model)));
            return 0;
        }
        Weights weights = WeightsReader.read(model);
        printNetwork(out, weights);
        Map<String, Long> byType = weights.tensors().values().stream()
                .collect(Collectors.groupingBy(tensor -> tensor.type().name(), TreeMap::new, Collectors.counting()));
        out.printf("tensors       %d: %s%n", weights.tensors().size(), byType);
        printMetadata(out, weights.metadata());
        if (tensors) {
            for (WeightTensor tensor : weights.tensors().values()) {
                out.printf("  %-48s %-4s %s%n", tensor.name(), tensor.type(), Arrays.toString(tensor.shape()));
            }
        }
        return 0;
    }

    private void printNetwork(PrintWriter out, Weights weights) {
        TrainedNetwork network;
        try {
            network = TrainedNetwork.of(weights);
        } catch (IllegalArgumentException unknown) {
            out.printf("network       unknown: %s%n", unknown.getMessage());
            return;
        }
        NetworkDescription description = network.description();
        out.printf("network       %s%n", description.name());
        out.printf("parameters    %,d%n", description.parameters());
        out.printf("GFLOPs        %.1f at %d%n", Complexity.gigaFlops(description, imgsz), imgsz);
        out.printf("classes       %d: %s%n", description.classes(), String.join(", ", network.classNames()));
    }

    private static void printMetadata(PrintWriter out, Map<String, String> metadata) {
        new TreeMap<>(metadata).forEach((key, value) -> out.printf("%-13s %s%n", key, shortened(value)));
    }

    /** The start of a value from a stranger's file, on one line. */
    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
