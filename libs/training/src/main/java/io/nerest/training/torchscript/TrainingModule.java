package io.nerest.training.torchscript;

import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.DetectHead;
import io.nerest.detector.architecture.DetectHead.Level;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.architecture.Value;
import io.nerest.detector.torchscript.ForwardPass;
import io.nerest.detector.torchscript.MemoryFormat;
import io.nerest.detector.torchscript.ModuleArchive;
import io.nerest.detector.torchscript.ModuleTensor;
import io.nerest.detector.torchscript.ScriptBody;
import io.nerest.training.torchscript.StateLayout.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The TorchScript module of a trainable network. Its state is the vectors of {@link StateLayout}; its methods are a
 * training pass, a step of each optimiser, and an evaluation.
 *
 * <p>Methods take and return tensors only:
 *
 * <ul>
 *   <li>{@code load(weights, norms, biases, means, variances)}: takes copies; the average is equal, moments and
 *   gradients
 *       are zero.
 *   <li>{@code load_ema(...)}: the average, in the same order.
 *   <li>{@code load_gradients(weights, norms, biases)}: accumulated gradients; {@code load_first}, {@code load_second}:
 *       the moments, in the same order.
 *   <li>{@code learn(pixels uint8 [b, 3, h, w], targets float32 [t, 6], ignored float32 [r, 5])} returns the parts of
 *   the loss and accumulates gradients.
 *   <li>{@code sgd(numbers)}, {@code adamw(numbers)}, {@code adam}, {@code nadam}, {@code radam}, {@code rmsprop}: a step; return the norm of the gradients before clipping.
 *   <li>{@code evaluate(pixels, targets, ignored)} returns the parts of the loss and the predictions [b, 4 + c, a].
 *   <li>{@code teach(pixels)} of a teacher returns the same as {@code heads} and the attention [b, a]; {@code learn} of a
 *       student takes these three after its own arguments.
 *   <li>{@code heads(pixels)} returns bins and logits in evaluation mode.
 *   <li>{@code loss_alone(bins [b, a, 64], logits [b, a, c], targets, ignored, size [width, height])} returns parts,
 *   gradients, assigned objects and their anchors.
 *   <li>{@code state()}, {@code ema()}, {@code gradients()}, {@code first()}, {@code second()} return the vectors.
 * </ul>
 */
public final class TrainingModule {
    private static final String CLASS = "TrainingNetwork";
    private static final List<String> PARAMETERS = List.of("weights", "norms", "biases");
    private static final List<String> STATE = List.of("weights", "norms", "biases", "means", "variances");

    private final NetworkDescription network;
    private final StateLayout layout;
    private final TrainingModuleOptions options;
    private final MemoryFormat format;
    private final ScriptBody body = new ScriptBody();

    private TrainingModule(NetworkDescription network, StateLayout layout, TrainingModuleOptions options) {
        this.network = network;
        this.layout = layout;
        this.options = options;
        this.format = options.bf16() ? MemoryFormat.CHANNELS_LAST : MemoryFormat.CONTIGUOUS;
    }

    /** Writes the module's archive. It contains code without weights. */
    public static void write(Path file, NetworkDescription network, StateLayout layout, TrainingModuleOptions options)
            throws IOException {
        String methods = new TrainingModule(network, layout, options).methods();
        List<ModuleTensor> tensors =
                attributes().stream().map(ModuleTensor::placeholder).toList();
        ModuleArchive.write(file, CLASS, methods, tensors);
    }

    private static List<String> attributes() {
        List<String> all = new ArrayList<>(STATE);
        STATE.forEach(name -> all.add("ema_" + name));
        for (String prefix : List.of("grad_", "first_", "second_")) {
            PARAMETERS.forEach(name -> all.add(prefix + name));
        }
        return all;
    }

    private String methods() {
        body.include(ScriptBody.class, "decode.torchscript", CLASS);
        body.include(TrainingModule.class, "loss.torchscript", CLASS);
        body.include(TrainingModule.class, "training.torchscript", CLASS);
        if (options.distillation().role() != Distillation.Role.NONE) {
            body.include(TrainingModule.class, "distillation.torchscript", CLASS);
        }
        learn();
        heads();
        if (options.distillation().role() == Distillation.Role.TEACHER) {
            teach();
        }
        return body.toString()
                .replace("DISTILL_GAIN", Double.toString(options.distillation().gain()))
                .replace("GAIN_BOX", Double.toString(options.boxGain()))
                .replace("GAIN_CLS", Double.toString(options.clsGain()))
                .replace("GAIN_DFL", Double.toString(options.dflGain()))
                .replace("EPSILON", Double.toString(ConvolutionLayer.NORM_EPSILON))
                .replace("STRIDES", strides())
                .replace("FROZEN_WEIGHTS", Integer.toString(layout.frozenWeights()))
                .replace("FROZEN_NORMS", Integer.toString(layout.frozenNorms()))
                .replace("FROZEN_BIASES", Integer.toString(layout.frozenBiases()));
    }

    private String strides() {
        return network.head().levels().stream()
                .map(level -> Integer.toString(level.stride()))
                .collect(Collectors.joining(", "));
    }

    private void learn() {
        boolean student = options.distillation().isStudent();
        body.method(
                CLASS,
                "learn",
                "pixels: Tensor, targets: Tensor, ignored: Tensor"
                        + (student ? ", teacher_bins: Tensor, teacher_logits: Tensor, attention: Tensor" : ""),
                "List[Tensor]");
        body.line("height = torch.size(pixels, 2)");
        body.line("width = torch.size(pixels, 3)");
        body.line(options.bf16() ? "weights = torch.to(self.weights, 15)" : "weights = self.weights");
        image();
        new TrainingForward(body, format, layout, options.fixedStatistics()).write(network);
        outputs(true);
        body.line("points, strides = self.grid(bins, width, height, [STRIDES])");
        body.line(
                "parts, dbins, dlogits, _, _ = self.criterion(bins, logits, targets, ignored, points, strides, width, height, True)");
        TrainingBackward backward = new TrainingBackward(body, format, network, layout, options.fixedStatistics());
        if (student) {
            body.line("extra_bins, extra_logits = self.imitate(bins, logits, teacher_bins, teacher_logits)");
            body.line("dbins = torch.add(dbins, extra_bins)");
            body.line("dlogits = torch.add(dlogits, extra_logits)");
        }
        Map<String, String> headBiases = seedHead(backward);
        if (student) {
            seedFeatures(backward);
        }
        backward.write();
        accumulate(headBiases);
        body.line("return [parts]");
    }

    private void image() {
        String cast = cast(format.of("pixels"));
        body.line("%s = torch.div(%s, 255)".formatted(ForwardPass.name(network.input()), cast));
    }

    /** Reshapes the head's outputs of all levels to rows of anchors: bins [b, a, 64] and logits [b, a, c], float32. */
    private void outputs(boolean addBias) {
        body.line("bins = torch.cat([%s], 1)".formatted(rows(Level::boxes, addBias)));
        body.line("logits = torch.cat([%s], 1)".formatted(rows(Level::scores, addBias)));
    }

    private String rows(Function<Level, Value> output, boolean addBias) {
        return network.head().levels().stream()
                .map(output)
                .map(value -> row(value, addBias))
                .collect(Collectors.joining(", "));
    }

    private String row(Value value, boolean addBias) {
        String rows = "torch.to(torch.reshape(torch.permute(%s, [0, 2, 3, 1]), [torch.size(pixels, 0), -1, %d]), 6)"
                .formatted(ForwardPass.name(value), value.channels());
        if (!addBias) {
            return rows;
        }
        Slot slot = layout.slot(layerOf(value));
        return "torch.add(%s, torch.narrow(self.biases, 0, %d, %d))"
                .formatted(rows, slot.bias(), slot.layer().outputs());
    }

    private ConvolutionLayer layerOf(Value value) {
        return network.operations().stream()
                .filter(operation -> operation.output().equals(value))
                .map(operation -> ((Convolution) operation).layer())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Passes the gradients of the loss to the outputs of the head; the gradients of its biases are sums over anchors.
     */
    private Map<String, String> seedHead(TrainingBackward backward) {
        Map<String, String> biases = new HashMap<>();
        StringBuilder first = new StringBuilder("0");
        int index = 0;
        for (Level level : network.head().levels()) {
            String rows = "height // %d".formatted(level.stride());
            String columns = "width // %d".formatted(level.stride());
            String count = "(%s) * (%s)".formatted(rows, columns);
            for (Value value : List.of(level.boxes(), level.scores())) {
                boolean boxes = value.equals(level.boxes());
                String variable = (boxes ? "hb" : "hs") + index;
                body.line("%sr = torch.narrow(%s, 1, %s, %s)"
                        .formatted(variable, boxes ? "dbins" : "dlogits", first, count));
                body.line("%sb = torch.sum(%sr, [0, 1])".formatted(variable, variable));
                String grid = "torch.permute(torch.reshape(%sr, [torch.size(pixels, 0), %s, %s, %d]), [0, 3, 1, 2])"
                        .formatted(variable, rows, columns, value.channels());
                body.line(variable + " = " + format.of(cast(grid)));
                backward.seed(value, variable);
                biases.put(layerOf(value).name(), variable + "b");
            }
            first.append(" + ").append(count);
            index++;
        }
        return biases;
    }

    /** Accumulates the gradients of the pass. */
    private void accumulate(Map<String, String> headBiases) {
        Map<String, Integer> ids = new HashMap<>();
        network.operations().stream()
                .filter(Convolution.class::isInstance)
                .map(Convolution.class::cast)
                .forEach(c -> ids.put(c.layer().name(), c.output().id()));
        List<Slot> trained =
                layout.slots().stream().filter(slot -> !slot.frozen()).toList();
        add(
                "weights",
                trained,
                slot -> "torch.reshape(torch.permute(dw%d, [0, 2, 3, 1]), [-1])"
                        .formatted(ids.get(slot.layer().name())));
        add(
                "biases",
                trained,
                slot -> headBiases.getOrDefault(
                        slot.layer().name(), "db" + ids.get(slot.layer().name())));
        add(
                "norms",
                trained.stream().filter(slot -> slot.layer().normalised()).toList(),
                slot -> "dg" + ids.get(slot.layer().name()));
    }

    private void add(String vector, List<Slot> slots, Function<Slot, String> gradient) {
        String all = slots.stream().map(gradient).collect(Collectors.joining(", "));
        body.line("_%s = torch.add_(self.grad_%s, torch.cat([%s]))".formatted(vector, vector, all));
    }

    /** Passes the gradients of the distance to the teacher's attention to the inputs of the head. */
    private void seedFeatures(TrainingBackward backward) {
        StringBuilder first = new StringBuilder("0");
        for (Level level : network.head().levels()) {
            Value features = features(level);
            String count = "(height // %d) * (width // %d)".formatted(level.stride(), level.stride());
            String variable = "f" + level.stride();
            body.line("%sg = self.attend(%s, torch.narrow(attention, 1, %s, %s))"
                    .formatted(variable, ForwardPass.name(features), first, count));
            body.line(variable + " = " + format.of(cast(variable + "g")));
            backward.seed(features, variable);
            first.append(" + ").append(count);
        }
    }

    /** The features from which the head predicts the boxes of a level. */
    private Value features(Level level) {
        Value value = level.boxes();
        for (int i = network.operations().size() - 1; i >= 0; i--) {
            if (network.operations().get(i) instanceof Convolution convolution
                    && convolution.output().equals(value)
                    && convolution.layer().name().startsWith(network.head().name() + ".")) {
                value = convolution.input();
            }
        }
        return value;
    }

    private void teach() {
        body.method(CLASS, "teach", "pixels: Tensor", "List[Tensor]");
        body.line("folded = self.ema_norms * torch.rsqrt(self.ema_variances + EPSILON)");
        body.line("shifts = self.ema_means * folded");
        image();
        new FoldedForward(body, format, layout, cast("%s")).write(network);
        outputs(false);
        String attention = network.head().levels().stream()
                .map(level -> "self.attention(" + ForwardPass.name(features(level)) + ")")
                .collect(Collectors.joining(", "));
        body.line("return [bins, logits, torch.cat([" + attention + "], 1)]");
    }

    private void heads() {
        body.method(CLASS, "heads", "pixels: Tensor", "List[Tensor]");
        body.line("folded = self.ema_norms * torch.rsqrt(self.ema_variances + EPSILON)");
        body.line("shifts = self.ema_means * folded");
        image();
        new FoldedForward(body, format, layout, cast("%s")).write(network);
        outputs(false);
        body.line("return [bins, logits]");
    }

    private String cast(String expression) {
        return "torch.to(" + expression + ", " + (options.bf16() ? 15 : 6) + ")";
    }

    /** Returns whether the head has the number of bins that the loss supports. */
    static boolean supports(DetectHead head) {
        return head.bins() == 16;
    }
}
