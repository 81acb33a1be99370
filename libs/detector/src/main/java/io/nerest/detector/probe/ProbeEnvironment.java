package io.nerest.detector.probe;

import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtEnvironment;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.Processor;
import io.nerest.detector.torch.TorchEngine;
import java.util.Objects;

/** The processor and the library versions of this process, and its probe. */
final class ProbeEnvironment {
    /** Shared by all choices of the process, so that no two measurements disturb each other. */
    static final SpeedProbe PROBE = new SpeedProbe(new ProbeCache(ProbeCache.folder(System.getenv())));

    private ProbeEnvironment() {}

    static String processor(ComputeDevice device) {
        if (device.isCpu()) {
            return Processor.description();
        }
        try {
            return "compute capability " + CudaUtils.getComputeCapability(device.gpu());
        } catch (RuntimeException | LinkageError unknown) {
            return "unknown CUDA device";
        }
    }

    static String libraries() {
        String onnxRuntime = OrtEnvironment.class.getPackage().getImplementationVersion();
        return "libtorch %s, ONNX Runtime %s"
                .formatted(TorchEngine.libraryVersion(), Objects.requireNonNullElse(onnxRuntime, "unknown"));
    }
}
