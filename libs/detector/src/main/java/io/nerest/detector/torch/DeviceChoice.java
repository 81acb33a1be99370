package io.nerest.detector.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device that a {@code device} argument means on this machine.
 *
 * @param device chosen
 * @param reason for {@code auto} one line about the choice; otherwise empty
 */
public record DeviceChoice(ComputeDevice device, Optional<String> reason) {
    /** The first CUDA device if it computes, else the CPU. */
    public static final String AUTO = "auto";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceChoice.class);
    private static final AtomicBoolean LOGGED = new AtomicBoolean();
    private static final int PROBE_SIDE = 32;

    /** Loaded once: the devices of a process do not change. */
    private static final class Automatic {
        static final DeviceChoice CHOICE = choose(DeviceChoice::compute);
    }

    /**
     * Reads a {@code device} argument; {@code auto} tries the first CUDA device.
     *
     * @throws IllegalArgumentException if the text is neither {@code auto} nor a device
     */
    public static DeviceChoice of(String text) {
        return text.trim().equals(AUTO)
                ? Automatic.CHOICE
                : new DeviceChoice(ComputeDevice.parse(text), Optional.empty());
    }

    /** As {@link #of}; the reason of an automatic choice is logged the first time. */
    public static ComputeDevice logged(String text) {
        DeviceChoice choice = of(text);
        if (choice.reason.isPresent() && LOGGED.compareAndSet(false, true)) {
            LOG.info("{}", choice.reason.get());
        }
        return choice.device;
    }

    /**
     * Returns the first CUDA device if a probe of it succeeds, else the CPU.
     *
     * @param probe throws {@link IllegalArgumentException} with the reason if the device does not work
     */
    static DeviceChoice choose(Consumer<ComputeDevice> probe) {
        ComputeDevice gpu = new ComputeDevice(0);
        try {
            probe.accept(gpu);
            return new DeviceChoice(gpu, Optional.of("device=auto: " + gpu + " is used"));
        } catch (IllegalArgumentException broken) {
            return new DeviceChoice(
                    ComputeDevice.CPU, Optional.of("device=auto: the CPU is used, because " + broken.getMessage()));
        }
    }

    /** Multiplies two matrices, because a driver that is too old for libtorch fails only when it computes. */
    private static void compute(ComputeDevice device) {
        try (PtNDManager manager = TorchEngine.managerOn(device);
                NDArray ones = manager.ones(new Shape(PROBE_SIDE, PROBE_SIDE));
                NDArray product = ones.matMul(ones)) {
            float found = product.getFloat(0, 0);
            if (found != PROBE_SIDE) {
                throw new IllegalArgumentException(
                        "%s computes wrong numbers: %s instead of %d".formatted(device, found, PROBE_SIDE));
            }
        } catch (EngineException refused) {
            throw new IllegalArgumentException(
                    "%s does not compute: %s".formatted(device, TorchEngine.firstLine(refused)), refused);
        }
    }
}
