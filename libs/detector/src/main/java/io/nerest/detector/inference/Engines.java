package io.nerest.detector.inference;

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

/** Makes engines, and knows which one is fastest where. */
public final class Engines {
    private Engines() {}

    /** The engine for a network; {@link EngineKind#AUTO} is resolved first. */
    static InferenceEngine of(TrainedNetwork network, EngineKind wanted, ComputeDevice device, int threads) {
        EngineKind kind = wanted == EngineKind.AUTO ? choose(device) : wanted;
        return switch (kind) {
            case TORCHSCRIPT_FP32 -> new TorchScriptEngine(network, false, device, threads);
            case TORCHSCRIPT_BF16 -> new TorchScriptEngine(network, true, device, threads);
            case ONNX_FP32 -> {
                requireCpu(device);
                yield new OnnxEngine(OnnxExport.of(network, OnnxExportOptions.SERVING), kind.label(), threads);
            }
            case ONNX_INT8 ->
                throw new IllegalArgumentException("engine onnx-int8 needs a quantised model: write one by "
                        + "'export format=onnx int8=true data=...' and give that file as the model");
            case AUTO -> throw new IllegalStateException("unresolved");
        };
    }

    /** The engine for an exported model. */
    static InferenceEngine of(ModelProto model, ComputeDevice device, int threads) {
        requireCpu(device);
        String numbers = OnnxModelFile.metadata(model).getOrDefault(OnnxModelFile.NUMBERS, "fp32");
        return new OnnxEngine(model, "onnx-" + numbers, threads);
    }

    /**
     * The fastest engine that keeps accuracy: bfloat16 by libtorch on GPUs and CPUs that compute it, else float32: on a
     * CPU by ONNX Runtime, or by libtorch on a GPU and where ONNX Runtime may not be started.
     */
    public static EngineKind choose(ComputeDevice device) {
        if (Bfloat16.isComputedBy(device)) {
            return EngineKind.TORCHSCRIPT_BF16;
        }
        return device.isCpu() && OnnxRuntimeEnvironment.isAllowed()
                ? EngineKind.ONNX_FP32
                : EngineKind.TORCHSCRIPT_FP32;
    }

    /** The engines that run weights on this device, bfloat16 only where the hardware computes it. */
    public static List<EngineKind> available(ComputeDevice device) {
        List<EngineKind> kinds = new ArrayList<>();
        kinds.add(EngineKind.TORCHSCRIPT_FP32);
        if (Bfloat16.isComputedBy(device)) {
            kinds.add(EngineKind.TORCHSCRIPT_BF16);
        }
        if (device.isCpu() && OnnxRuntimeEnvironment.isAllowed()) {
            kinds.add(EngineKind.ONNX_FP32);
        }
        return kinds;
    }

    private static void requireCpu(ComputeDevice device) {
        if (!device.isCpu()) {
            throw new IllegalArgumentException(
                    "ONNX models run on the CPU here; for device=%s give the weights themselves".formatted(device));
        }
    }
}
