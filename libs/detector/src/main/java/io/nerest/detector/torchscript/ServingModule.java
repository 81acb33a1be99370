package io.nerest.detector.torchscript;

import io.nerest.detector.architecture.Activation;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.DetectHead.Level;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Value;
import io.nerest.detector.model.FoldedConvolution;
import io.nerest.detector.tensor.TensorType;
import io.nerest.detector.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A network for inference as a TorchScript module. {@code forward} takes RGB images [b, 3, h, w], floats of 0 to 1 or, by
 * option, uint8 of 0 to 255, with sides that are multiples of 32; b, h and w may differ in each call. It returns two float32 tensors: predictions [b, 4 + c, a] (cx, cy, w,
 * h in pixels, then class probabilities), and embeddings [b, e], the average of the last backbone layer over all cells.
 */
public final class ServingModule {
    private static final String CLASS = "ServingNetwork";

    private final NetworkDescription network;
    private final Weights weights;
    private final ServingOptions options;
    private final ScriptBody body = new ScriptBody();
    private final List<ModuleTensor> tensors = new ArrayList<>();

    private ServingModule(NetworkDescription network, Weights weights, ServingOptions options) {
        this.network = network;
        this.weights = weights;
        this.options = options;
    }

    /**
     * Writes the module's archive.
     *
     * @throws IllegalArgumentException if the weights lack a tensor of the network
     */
    public static void write(Path file, NetworkDescription network, Weights weights, ServingOptions options)
            throws IOException {
        ServingModule module = new ServingModule(network, weights, options);
        module.forward();
        ModuleArchive.write(file, CLASS, module.body.toString(), module.tensors);
    }

    private void forward() {
        body.include(ServingModule.class, "decode.torchscript", CLASS);
        body.method(CLASS, "forward", "pixels: Tensor", "List[Tensor]");
        body.line("height = torch.size(pixels, 2)");
        body.line("width = torch.size(pixels, 3)");
        body.line("%s = %s".formatted(ForwardPass.name(network.input()), images()));
        new Convolutions().write(network);
        body.line("bins = torch.cat([%s], 1)".formatted(rows(Level::boxes)));
        body.line("logits = torch.cat([%s], 1)".formatted(rows(Level::scores)));
        body.line("embedding = torch.mean(torch.to(%s, 6), [2, 3])".formatted(ForwardPass.name(network.embedding())));
        body.line("points, strides = self.grid(bins, width, height, [%s])"
                .formatted(network.head().levels().stream()
                        .map(level -> Integer.toString(level.stride()))
                        .collect(Collectors.joining(", "))));
        body.line("return [self.predictions(bins, logits, points, strides), embedding]");
    }

    /** Returns the images as floats of 0 to 1 in the type of the convolutions. */
    private String images() {
        String floats = "torch.to(%s, %d)".formatted(MemoryFormat.CHANNELS_LAST.of("pixels"), options.bf16() ? 15 : 6);
        return options.bytes() ? "torch.div(" + floats + ", 255)" : floats;
    }

    private String rows(Function<Level, Value> output) {
        return network.head().levels().stream()
                .map(output)
                .map(value -> "torch.reshape(torch.permute(%s, [0, 2, 3, 1]), [torch.size(pixels, 0), -1, %d])"
                        .formatted(ForwardPass.name(value), value.channels()))
                .collect(Collectors.joining(", "));
    }

    private final class Convolutions extends ForwardPass {
        Convolutions() {
            super(ServingModule.this.body, MemoryFormat.CHANNELS_LAST);
        }

        @Override
        protected void convolution(Convolution convolution) {
            ConvolutionLayer layer = convolution.layer();
            boolean half = options.bf16() && layer.normalised();
            TensorType type = half ? TensorType.BF16 : TensorType.F32;
            FoldedConvolution folded = FoldedConvolution.of(layer, weights);
            int index = tensors.size() / 2;
            tensors.add(
                    ModuleTensor.channelsLast("w" + index, type, layer.weight().shape(), folded.weight()));
            tensors.add(ModuleTensor.vector("b" + index, type, folded.bias()));
            String input = name(convolution.input());
            if (options.bf16() && !half) {
                input = "torch.to(" + input + ", 6)";
            }
            String result = options.fused() && layer.normalised()
                    ? fused(layer, input, index)
                    : inPlace(layer.activation(), call(layer, input, "self.w" + index, "self.b" + index));
            body.line("%s = %s".formatted(name(convolution.output()), result));
        }

        private String fused(ConvolutionLayer layer, String input, int index) {
            return ("ops.mkldnn._convolution_pointwise(%s, self.w%d, self.b%d, [%d, %d], [%d, %d], [1, 1], %d, \"%s\", "
                            + "annotate(List[Optional[number]], []), \"\")")
                    .formatted(
                            input,
                            index,
                            index,
                            layer.padding(),
                            layer.padding(),
                            layer.stride(),
                            layer.stride(),
                            layer.groups(),
                            layer.activation() == Activation.SILU ? "swish" : "none");
        }
    }
}
