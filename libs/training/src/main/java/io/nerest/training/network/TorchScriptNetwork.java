package io.nerest.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.torch.TorchEngine;
import io.nerest.detector.torchscript.ChannelsLast;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.network.ScriptModule.Arguments;
import io.nerest.training.torchscript.Distillation;
import io.nerest.training.torchscript.StateLayout;
import io.nerest.training.torchscript.StateLayout.Slot;
import io.nerest.training.torchscript.TrainingModule;
import io.nerest.training.torchscript.TrainingModuleOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trainable network as a TorchScript module: one native call per batch, one per optimiser step. */
final class TorchScriptNetwork implements InspectableNetwork {
    private static final String WAITING = "#waiting";

    private final NetworkDescription network;
    private final StateLayout layout;
    private final TrainOptions options;
    private final ScriptModule module;
    private final Optional<TorchScriptNetwork> teacher;
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<String, Long> emaCounters = new HashMap<>();
    private Map<String, String> metadata;
    private final StepNumbers stepNumbers;
    private long steps;

    /** @param teacher whose outputs it imitates too */
    TorchScriptNetwork(NetworkDescription network, Weights start, TrainOptions options, Optional<Teacher> teacher) {
        this(
                network,
                start,
                options,
                teacher.map(found -> Distillation.student(found.gain())).orElse(Distillation.NONE),
                teacher.map(found -> {
                    found.requireFits(network);
                    return teaching(found, options);
                }));
    }

    /** Frozen but for the head, for which there are no gradients either: its training pass is never run. */
    private static TorchScriptNetwork teaching(Teacher teacher, TrainOptions options) {
        return new TorchScriptNetwork(
                teacher.network().description(),
                teacher.network().weights(),
                options.with(OptimizerKind.SGD).withFreeze(0),
                Distillation.TEACHER,
                Optional.empty());
    }

    private TorchScriptNetwork(
            NetworkDescription network,
            Weights start,
            TrainOptions options,
            Distillation distillation,
            Optional<TorchScriptNetwork> teacher) {
        this.network = network;
        this.teacher = teacher;
        this.options = options;
        this.stepNumbers = new StepNumbers(options.optimizer());
        this.layout = new StateLayout(network, options.freezeLayers());
        this.metadata = start.metadata();
        TorchEngine.start(options.threads());
        this.module = load(network, layout, options, distillation);
        try {
            put("load", StateVectors.of(start, layout));
            resetMoments();
            readCounters(start, counters);
            readCounters(start, emaCounters);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ScriptModule load(
            NetworkDescription network, StateLayout layout, TrainOptions options, Distillation distillation) {
        LossGains gains = options.gains();
        try {
            Path archive = Files.createTempFile("nerest-training", ".pt");
            try {
                TrainingModule.write(
                        archive,
                        network,
                        layout,
                        new TrainingModuleOptions(
                                options.bf16(),
                                gains.box(),
                                gains.cls(),
                                gains.dfl(),
                                options.fixedStatistics(),
                                distillation));
                return ScriptModule.load(archive, options.device());
            } finally {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the training module could not be written for loading", e);
        }
    }

    @Override
    public LossComponents forwardBackward(TrainingBatch batch) {
        Optional<TeacherOutputs> taught = teacher.map(imitated -> imitated.teach(batch));
        LossComponents losses = module.call("learn", args -> inputs(args, batch, taught), TorchScriptNetwork::losses);
        for (Slot slot : layout.slots()) {
            if (slot.layer().normalised() && !slot.frozen() && !options.fixedStatistics()) {
                counters.merge(slot.layer().batchesSeen().name(), 1L, Long::sum);
            }
        }
        return losses;
    }

    @Override
    public float step(OptimizerStep step) {
        steps++;
        double[] numbers = stepNumbers.of(step, steps);
        return module.call(
                options.optimizer().method(),
                args -> new NDList(args.doubles(numbers)),
                result -> result.get(0).getFloat());
    }

    @Override
    public LossComponents evaluateLoss(TrainingBatch batch) {
        return module.call("evaluate", args -> inputs(args, batch), TorchScriptNetwork::losses);
    }

    @Override
    public Evaluation evaluate(TrainingBatch batch) {
        return module.call("evaluate", args -> inputs(args, batch), result -> {
            NDArray predictions = result.get(1);
            return new Evaluation(
                    losses(result),
                    FloatBuffer.wrap(predictions.toFloatArray()),
                    Math.toIntExact(predictions.getShape().get(2)));
        });
    }

    @Override
    public HeadOutputs heads(TrainingBatch batch) {
        return module.call(
                "heads",
                args -> new NDList(pixels(args, batch)),
                result -> new HeadOutputs(
                        result.get(0).toFloatArray(), result.get(1).toFloatArray()));
    }

    @Override
    public LossOutputs lossOf(HeadOutputs outputs, int batch, float[] targets, float[] ignored, int height, int width) {
        long anchors = network.head().anchors(height, width);
        return module.call(
                "loss_alone",
                args -> new NDList(
                        args.floats(
                                outputs.bins(), batch, anchors, network.head().boxChannels()),
                        args.floats(outputs.logits(), batch, anchors, network.classes()),
                        args.floats(targets, targets.length / 6, 6),
                        args.floats(ignored, ignored.length / 5, 5),
                        args.doubles(width, height)),
                result -> new LossOutputs(
                        losses(result),
                        result.get(1).toFloatArray(),
                        result.get(2).toFloatArray(),
                        result.get(3).toLongArray(),
                        result.get(4).toLongArray()));
    }

    @Override
    public Weights gradients() {
        float[][] vectors = vectors("gradients");
        return new Weights(parameters(vectors, ""), Map.of());
    }

    @Override
    public Weights weights() {
        return toWeights("state", counters);
    }

    @Override
    public Weights emaWeights() {
        return toWeights("ema", emaCounters);
    }

    @Override
    public OptimizerState optimizerState() {
        List<WeightTensor> tensors = new ArrayList<>(parameters(vectors("first"), "#0"));
        if (options.optimizer().slots() > 1) {
            tensors.addAll(parameters(vectors("second"), "#1"));
        }
        tensors.addAll(parameters(vectors("gradients"), WAITING));
        return new OptimizerState(options.optimizer(), steps, new Weights(tensors, Map.of()));
    }

    @Override
    public void restore(Weights weights, Weights ema, OptimizerState state) {
        if (state.kind() != options.optimizer()) {
            throw new IllegalArgumentException("the state is of optimizer " + state.kind()
                    + ", but this network trains with " + options.optimizer());
        }
        StateVectors present = StateVectors.of(weights, layout);
        StateVectors average = StateVectors.of(ema, layout);
        float[][] first = moments(state.moments(), "#0");
        float[][] second = options.optimizer().slots() > 1 ? moments(state.moments(), "#1") : new float[0][];
        float[][] waiting = moments(state.moments(), WAITING);
        put("load", present);
        put("load_ema", average);
        put("load_gradients", waiting);
        put("load_first", first);
        if (second.length > 0) {
            put("load_second", second);
        }
        readCounters(weights, counters);
        readCounters(ema, emaCounters);
        metadata = weights.metadata();
        steps = state.steps();
    }

    @Override
    public void close() {
        teacher.ifPresent(TorchScriptNetwork::close);
        module.close();
    }

    private NDList inputs(Arguments args, TrainingBatch batch) {
        return new NDList(
                pixels(args, batch),
                args.floats(batch.targets(), batch.objects(), 6),
                args.floats(batch.ignored(), batch.ignored().length / 5, 5));
    }

    private NDList inputs(Arguments args, TrainingBatch batch, Optional<TeacherOutputs> taught) {
        NDList inputs = inputs(args, batch);
        taught.ifPresent(outputs -> {
            long anchors = outputs.anchors();
            inputs.add(args.floats(
                    outputs.bins(), batch.count(), anchors, network.head().boxChannels()));
            inputs.add(args.floats(outputs.logits(), batch.count(), anchors, network.classes()));
            inputs.add(args.floats(outputs.attention(), batch.count(), anchors));
        });
        return inputs;
    }

    private TeacherOutputs teach(TrainingBatch batch) {
        return module.call(
                "teach",
                args -> new NDList(pixels(args, batch)),
                result -> new TeacherOutputs(
                        result.get(0).toFloatArray(),
                        result.get(1).toFloatArray(),
                        result.get(2).toFloatArray(),
                        result.get(2).getShape().get(1)));
    }

    private static NDArray pixels(Arguments args, TrainingBatch batch) {
        return args.pixels(batch.pixels().duplicate(), batch.count(), 3, batch.height(), batch.width());
    }

    private static LossComponents losses(NDList result) {
        float[] parts = result.get(0).toFloatArray();
        return new LossComponents(parts[0], parts[1], parts[2]);
    }

    private Weights toWeights(String method, Map<String, Long> seen) {
        float[][] v = vectors(method);
        return new StateVectors(v[0], v[1], v[2], v[3], v[4])
                .toWeights(
                        network,
                        layout,
                        slot -> seen.getOrDefault(slot.layer().batchesSeen().name(), 0L),
                        metadata);
    }

    private float[][] vectors(String method) {
        return module.call(
                method,
                args -> new NDList(args.floats(new float[1], 1)),
                result -> result.stream().map(NDArray::toFloatArray).toArray(float[][]::new));
    }

    private void put(String method, StateVectors v) {
        put(method, v.weights(), v.norms(), v.biases(), v.means(), v.variances());
    }

    private void put(String method, float[]... vectors) {
        module.call(
                method,
                args -> {
                    NDList list = new NDList();
                    for (float[] vector : vectors) {
                        list.add(args.floats(vector, vector.length));
                    }
                    return list;
                },
                NDList::size);
    }

    private void resetMoments() {
        if (options.optimizer().slots() > 1) {
            put(
                    "load_second",
                    new float[layout.weights() - layout.frozenWeights()],
                    new float[layout.norms() - layout.frozenNorms()],
                    new float[layout.biases() - layout.frozenBiases()]);
        }
    }

    /** Splits vectors of the trained parameters into tensors. */
    private List<WeightTensor> parameters(float[][] vectors, String suffix) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (Slot slot : layout.trained()) {
            tensors.add(StateVectors.weight(slot, vectors[0], suffix));
            if (slot.layer().normalised()) {
                tensors.add(StateVectors.part(slot.layer().normWeight(), vectors[1], slot.norm(), suffix));
            }
            tensors.add(StateVectors.part(slot.layer().bias(), vectors[2], slot.bias(), suffix));
        }
        return tensors;
    }

    private float[][] moments(Weights moments, String suffix) {
        float[][] vectors = {
            new float[layout.weights() - layout.frozenWeights()],
            new float[layout.norms() - layout.frozenNorms()],
            new float[layout.biases() - layout.frozenBiases()]
        };
        for (Slot slot : layout.trained()) {
            ConvolutionLayer layer = slot.layer();
            float[] weight = moment(moments, layer.weight(), suffix);
            copy(ChannelsLast.fromContiguous(weight, layer.weight().shape()), vectors[0], slot.weight());
            if (layer.normalised()) {
                copy(moment(moments, layer.normWeight(), suffix), vectors[1], slot.norm());
            }
            copy(moment(moments, layer.bias(), suffix), vectors[2], slot.bias());
        }
        return vectors;
    }

    private static float[] moment(Weights moments, TensorSpec parameter, String suffix) {
        return StateVectors.floats(moments, parameter.name() + suffix, parameter.shape());
    }

    private static void copy(float[] values, float[] vector, int offset) {
        System.arraycopy(values, 0, vector, offset, values.length);
    }

    private void readCounters(Weights weights, Map<String, Long> into) {
        for (Slot slot : layout.slots()) {
            if (slot.layer().normalised()) {
                String name = slot.layer().batchesSeen().name();
                into.put(
                        name,
                        weights.tensor(name).map(t -> (long) t.toFloats()[0]).orElse(0L));
            }
        }
    }
}
