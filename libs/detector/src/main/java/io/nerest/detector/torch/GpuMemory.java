package io.nerest.detector.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Memory in use on a device. */
public final class GpuMemory {
    private static final Logger LOG = LoggerFactory.getLogger(GpuMemory.class);

    private GpuMemory() {}

    /** Returns the bytes in use on the device: 0 on the CPU, empty if the driver does not report it. */
    public static OptionalLong used(ComputeDevice device) {
        if (device.isCpu()) {
            return OptionalLong.of(0);
        }
        try {
            return OptionalLong.of(
                    CudaUtils.getGpuMemory(Device.gpu(device.gpu())).getCommitted());
        } catch (RuntimeException | LinkageError unknown) {
            // The number is only displayed.
            LOG.debug("the memory in use on {} is not known", device, unknown);
            return OptionalLong.empty();
        }
    }
}
