package io.nerest.detector.pickle;

import io.nerest.detector.pickle.Pickled.Dictionary;
import io.nerest.detector.pickle.Pickled.Instance;
import io.nerest.detector.pickle.Pickled.Int;
import io.nerest.detector.pickle.Pickled.Named;
import io.nerest.detector.pickle.Pickled.Sequence;
import io.nerest.detector.pickle.Pickled.Storage;
import io.nerest.detector.pickle.Pickled.Tensor;
import io.nerest.detector.pickle.Pickled.Text;
import io.nerest.detector.tensor.TensorType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The classes and functions that a checkpoint may name, and the data that a call of each describes. All other names are
 * rejected.
 */
public final class PickleVocabulary {
    private static final int MAX_DIMENSIONS = 8;

    private static final Map<String, TensorType> STORAGES = Map.of(
            "torch.HalfStorage", TensorType.F16,
            "torch.BFloat16Storage", TensorType.BF16,
            "torch.FloatStorage", TensorType.F32,
            "torch.DoubleStorage", TensorType.F64,
            "torch.LongStorage", TensorType.I64,
            "torch.IntStorage", TensorType.I32,
            "torch.ShortStorage", TensorType.I16,
            "torch.CharStorage", TensorType.I8,
            "torch.ByteStorage", TensorType.U8,
            "torch.BoolStorage", TensorType.BOOL);

    private static final Set<String> PLAIN = Set.of(
            "collections.OrderedDict",
            "collections.defaultdict",
            "__builtin__.dict",
            "builtins.dict",
            "__builtin__.set",
            "builtins.set",
            "__builtin__.list",
            "builtins.list",
            "_codecs.encode",
            "pathlib.Path",
            "pathlib.PosixPath",
            "pathlib.WindowsPath",
            "numpy.dtype",
            "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_parameter",
            "torch.Size",
            "torch.device",
            "torch.float16",
            "torch.float32",
            "torch.bfloat16");

    private static final Set<String> TORCH_MODULES = Set.of(
            "activation.Hardswish",
            "activation.LeakyReLU",
            "activation.ReLU",
            "activation.SiLU",
            "activation.Sigmoid",
            "batchnorm.BatchNorm2d",
            "container.ModuleList",
            "container.Sequential",
            "conv.Conv2d",
            "conv.ConvTranspose2d",
            "dropout.Dropout",
            "linear.Identity",
            "linear.Linear",
            "loss.BCEWithLogitsLoss",
            "pooling.AdaptiveAvgPool2d",
            "pooling.MaxPool2d",
            "upsampling.Upsample");

    /** Checkpoints name these in {@code nn.modules} or a module below it, depending on the release. */
    private static final Set<String> BLOCKS = Set.of(
            "A2C2f",
            "AAttn",
            "ABlock",
            "Attention",
            "Bottleneck",
            "C2",
            "C2PSA",
            "C2f",
            "C3",
            "C3k",
            "C3k2",
            "Concat",
            "Conv",
            "DFL",
            "DWConv",
            "Detect",
            "PSABlock",
            "SPPF");

    private static final Set<String> OTHERS = Set.of(
            "ultralytics.nn.tasks.DetectionModel",
            "ultralytics.utils.IterableSimpleNamespace",
            "ultralytics.yolo.utils.IterableSimpleNamespace",
            "ultralytics.utils.loss.BboxLoss",
            "ultralytics.utils.loss.DFLoss",
            "ultralytics.utils.loss.v8DetectionLoss",
            "ultralytics.yolo.utils.loss.BboxLoss",
            "ultralytics.yolo.v8.detect.train.Loss",
            "ultralytics.utils.tal.TaskAlignedAssigner",
            "ultralytics.yolo.utils.tal.TaskAlignedAssigner");

    private static final Set<String> ALLOWED = allowed();

    private PickleVocabulary() {}

    static boolean allows(String qualifiedName) {
        return ALLOWED.contains(qualifiedName);
    }

    /** Returns the data that a call of the named class or function describes. */
    static Pickled call(String name, List<Pickled> arguments) {
        return switch (name) {
            case "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
            case "torch._utils._rebuild_parameter" -> {
                if (arguments.isEmpty() || !(arguments.get(0) instanceof Tensor tensor)) {
                    throw new PickleRefusedException("a parameter is not made of a tensor");
                }
                yield tensor;
            }
            case "collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict" ->
                dictionary(arguments);
            case "builtins.set", "__builtin__.set", "builtins.list", "__builtin__.list", "torch.Size" ->
                arguments.size() == 1 && arguments.get(0) instanceof Sequence items ? items : new Sequence(List.of());
            default -> new Instance(name, arguments);
        };
    }

    /** Returns the storage of a persistent id: {@code ("storage", class, key, device, elements)}. */
    static Storage storage(List<Pickled> id) {
        if (id.size() == 5
                && id.get(0).equals(new Text("storage"))
                && id.get(1) instanceof Named kind
                && STORAGES.containsKey(kind.name())
                && id.get(2) instanceof Text key
                && id.get(4) instanceof Int elements) {
            return new Storage(STORAGES.get(kind.name()), key.value(), elements.value());
        }
        throw new PickleRefusedException("a persistent id does not name a storage");
    }

    /** Returns the start of an untrusted text without control characters, for messages and logs. */
    public static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 100 ? clean.substring(0, 100) + "..." : clean;
    }

    private static Tensor tensor(List<Pickled> arguments) {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Int offset
                && arguments.get(2) instanceof Sequence shape
                && arguments.get(3) instanceof Sequence strides) {
            return new Tensor(storage, offset.value(), wholes(shape), wholes(strides));
        }
        throw new PickleRefusedException("a tensor is not made of storage, offset, shape and strides");
    }

    private static List<Long> wholes(Sequence numbers) {
        if (numbers.items().size() > MAX_DIMENSIONS) {
            throw new PickleRefusedException("a tensor has more than %d dimensions".formatted(MAX_DIMENSIONS));
        }
        return numbers.items().stream()
                .map(number -> {
                    if (number instanceof Int whole) {
                        return whole.value();
                    }
                    throw new PickleRefusedException("a shape or stride is not an integer");
                })
                .toList();
    }

    /** Dictionaries are created empty and filled by later instructions. */
    private static Dictionary dictionary(List<Pickled> arguments) {
        if (arguments.stream().anyMatch(Sequence.class::isInstance)) {
            throw new PickleRefusedException("a dictionary is made of a list, which torch.save never does");
        }
        return new Dictionary();
    }

    private static Set<String> allowed() {
        Set<String> names = new HashSet<>(PLAIN);
        names.addAll(STORAGES.keySet());
        names.addAll(OTHERS);
        TORCH_MODULES.forEach(module -> names.add("torch.nn.modules." + module));
        for (String block : BLOCKS) {
            Stream.of("", "conv.", "block.", "head.")
                    .map(place -> "ultralytics.nn.modules." + place + block)
                    .forEach(names::add);
        }
        return Set.copyOf(names);
    }
}
