package io.nerest.detector.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.onnx.OnnxModelFile;
import io.nerest.detector.onnx.OnnxRuntimeEnvironment;
import io.nerest.detector.torch.Bfloat16;
import io.nerest.detector.torch.ComputeDevice;
import java.util.ArrayList;
import java.util.List;

/** Creates inference engines and lists those that a device can run. */
public final class Engines {
    private Engines() {}

    /**
     * Creates an engine for a network.
     *
     * @throws IllegalArgumentException if the kind is {@link EngineKind#AUTO}, needs an exported model, or cannot run on the
     *     device
     */
    public static InferenceEngine of(TrainedNetwork network, EngineKind kind, ComputeDevice device, int threads) {
        return switch (kind) {
            case TORCHSCRIPT_FP32 -> new TorchScriptEngine(network, false, device, threads);
            case TORCHSCRIPT_BF16 -> new TorchScriptEngine(network, true, device, threads);
            case ONNX_FP32 -> {
                requireCpu(device);
                yield new OnnxEngine(OnnxExport.of(network, OnnxExportOptions.SERVING), kind.label(), threads);
            }
            case ONNX_INT8 ->
                throw new IllegalArgumentException("engine onnx-int8 needs a quantised model: write one by "
                        + "'export format=onnx int8=true data=...' and use that file as the model");
            case AUTO -> throw new IllegalArgumentException("engine auto must be resolved by a probe first");
        };
    }

    /** Creates an engine for an exported ONNX model. */
    public static InferenceEngine of(ModelProto model, ComputeDevice device, int threads) {
        requireCpu(device);
        String numbers = OnnxModelFile.metadata(model).getOrDefault(OnnxModelFile.NUMBERS, "fp32");
        return new OnnxEngine(model, "onnx-" + numbers, threads);
    }

    /**
     * Returns the engines that can run weights on this device, in order of preference at equal speed: ONNX Runtime needs the
     * least memory, bfloat16 rounds. bfloat16 is included only if the hardware has instructions for it.
     */
    public static List<EngineKind> available(ComputeDevice device) {
        List<EngineKind> kinds = new ArrayList<>();
        if (device.isCpu() && OnnxRuntimeEnvironment.isAllowed()) {
            kinds.add(EngineKind.ONNX_FP32);
        }
        kinds.add(EngineKind.TORCHSCRIPT_FP32);
        if (Bfloat16.isComputedBy(device)) {
            kinds.add(EngineKind.TORCHSCRIPT_BF16);
        }
        return kinds;
    }

    private static void requireCpu(ComputeDevice device) {
        if (!device.isCpu()) {
            throw new IllegalArgumentException(
                    "ONNX models run on the CPU only; for device=%s name the weights instead".formatted(device));
        }
    }
}
