package io.nerest.detector.torch;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which devices compute in bfloat16; the others would only imitate it, and be slower than in float32. */
public final class Bfloat16 {
    private static final Logger LOG = LoggerFactory.getLogger(Bfloat16.class);
    private static final Path CPU_DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final Pattern CPU_FLAGS = Pattern.compile("\\b(avx512_bf16|amx_bf16)\\b");

    /** Ampere, times ten as CUDA's libraries count. */
    private static final int FIRST_GPU = 80;

    private Bfloat16() {}

    /**
     * Whether a device computes it. A GPU whose driver does not say is taken to, as all do that were made since 2020; a CPU
     * that does not say is taken not to.
     */
    public static boolean isComputedBy(ComputeDevice device) {
        return device.isCpu() ? isAmongFlags(cpuDescription()) : gpuComputes(device);
    }

    /** @param cpuDescription what Linux says of its processors */
    static boolean isAmongFlags(String cpuDescription) {
        return CPU_FLAGS.matcher(cpuDescription).find();
    }

    /** @param capability of a CUDA device without its dot: {@code 75} */
    static boolean isWithin(String capability) {
        return !capability.matches("\\d{2,3}") || Integer.parseInt(capability) >= FIRST_GPU;
    }

    private static String cpuDescription() {
        try {
            return Files.readString(CPU_DESCRIPTION);
        } catch (IOException unknown) {
            LOG.debug("{} cannot be read", CPU_DESCRIPTION, unknown);
            return "";
        }
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
