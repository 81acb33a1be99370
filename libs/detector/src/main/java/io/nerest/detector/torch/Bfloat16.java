package io.nerest.detector.torch;

import ai.djl.util.cuda.CudaUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which devices have instructions for bfloat16. Others emulate it more slowly than they compute float32. */
public final class Bfloat16 {
    private static final Logger LOG = LoggerFactory.getLogger(Bfloat16.class);

    /** Compute capability 8.0 (Ampere), without its dot as the CUDA libraries write it. */
    private static final int FIRST_CAPABILITY = 80;

    private Bfloat16() {}

    /**
     * Returns whether a device has such instructions. True for a GPU whose driver does not report its capability, false for
     * a CPU whose features are unknown.
     */
    public static boolean isComputedBy(ComputeDevice device) {
        return device.isCpu() ? Processor.computesBfloat16() : gpuComputes(device);
    }

    /** @param capability of a CUDA device without its dot: {@code 75} */
    static boolean isWithin(String capability) {
        return !capability.matches("\\d{2,3}") || Integer.parseInt(capability) >= FIRST_CAPABILITY;
    }

    private static boolean gpuComputes(ComputeDevice device) {
        try {
            return isWithin(CudaUtils.getComputeCapability(device.gpu()));
        } catch (RuntimeException | LinkageError unknown) {
            LOG.debug("the compute capability of {} is not known", device, unknown);
            return true;
        }
    }
}
