package io.nerest.detector.probe;

import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtEnvironment;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.Processor;
import io.nerest.detector.torch.TorchEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
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

    /** Runnable threads of the whole machine per processor, over the last minute; 0 where the system has no such figure. */
    static double loadPerProcessor() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(0, system.getSystemLoadAverage()) / system.getAvailableProcessors();
    }

    static String libraries() {
        String onnxRuntime = OrtEnvironment.class.getPackage().getImplementationVersion();
        return "libtorch %s, ONNX Runtime %s"
                .formatted(TorchEngine.libraryVersion(), Objects.requireNonNullElse(onnxRuntime, "unknown"));
    }
}
