package io.nerest.detector.probe;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import io.nerest.detector.torch.Bfloat16;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.TorchEngine;
import java.util.List;
import java.util.Map;

/**
 * Chooses the precision of a training with {@code amp=true}: float32 or bfloat16. Measures the forward and backward pass of
 * a convolution like those in the middle of the network: 64 to 64 channels, 3 by 3, at 80 by 80.
 */
public final class PrecisionProbe {
    /** Environment variable that fixes the precision, {@code float32} or {@code bfloat16}, and prevents the probe. */
    public static final String OVERRIDE = "NEREST_PRECISION";

    static final String FLOAT32 = "float32";
    static final String BFLOAT16 = "bfloat16";

    private static final int CHANNELS = 64;
    private static final int SIDE = 80;
    private static final int KERNEL = 3;
    private static final int BATCH = 8;

    private final SpeedProbe probe;
    private final Map<String, String> environment;

    public PrecisionProbe(SpeedProbe probe, Map<String, String> environment) {
        this.probe = probe;
        this.environment = Map.copyOf(environment);
    }

    /** Returns the probe of this process, which uses the process's environment and cache folder. */
    public static PrecisionProbe shared() {
        return Shared.PROBE;
    }

    /**
     * Returns whether bfloat16 trains faster than float32 on the device. False without a probe if the device has no
     * instructions for bfloat16.
     *
     * @param threads compute threads; 0 for libtorch's default
     * @throws IllegalArgumentException if the override is neither {@code float32} nor {@code bfloat16}
     */
    public boolean prefersBfloat16(ComputeDevice device, int threads) {
        if (!overridden() && !Bfloat16.isComputedBy(device)) {
            return false;
        }
        return prefersBfloat16(key(device, threads), candidates(device, threads));
    }

    boolean prefersBfloat16(ProbeKey key, List<Candidate> candidates) {
        if (!overridden()) {
            return probe.choose(key, candidates).choice().equals(BFLOAT16);
        }
        String override = environment.getOrDefault(OVERRIDE, "");
        return switch (override) {
            case FLOAT32 -> false;
            case BFLOAT16 -> true;
            default ->
                throw new IllegalArgumentException(
                        "%s must be float32 or bfloat16, not '%s'".formatted(OVERRIDE, override));
        };
    }

    /** Measures both precisions now, whatever the cache, the environment and the processor's features are. */
    public ProbeResult measure(ComputeDevice device, int threads) {
        return probe.measure(key(device, threads), candidates(device, threads));
    }

    private boolean overridden() {
        return !environment.getOrDefault(OVERRIDE, "").isBlank();
    }

    private static ProbeKey key(ComputeDevice device, int threads) {
        return new ProbeKey(
                "training",
                device.toString(),
                ProbeEnvironment.processor(device),
                ProbeEnvironment.libraries(),
                "a convolution",
                SIDE,
                BATCH,
                threads);
    }

    private static List<Candidate> candidates(ComputeDevice device, int threads) {
        return List.of(
                new Convolution(FLOAT32, DataType.FLOAT32, device, threads),
                new Convolution(BFLOAT16, DataType.BFLOAT16, device, threads));
    }

    private record Convolution(String name, DataType type, ComputeDevice device, int threads) implements Candidate {
        @Override
        public Workload prepare() {
            TorchEngine.start(threads);
            return new ConvolutionWorkload(TorchEngine.managerOn(device), type);
        }
    }

    private static final class ConvolutionWorkload implements Candidate.Workload {
        private final NDManager manager;
        private final DataType type;
        private final NDArray weight;

        ConvolutionWorkload(NDManager manager, DataType type) {
            this.manager = manager;
            this.type = type;
            weight = manager.randomNormal(new Shape(CHANNELS, CHANNELS, KERNEL, KERNEL)).toType(type, false);
            weight.setRequiresGradient(true);
        }

        @Override
        public void run(int images) {
            try (NDManager call = manager.newSubManager();
                    GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray input = call.randomUniform(0, 1, new Shape(images, CHANNELS, SIDE, SIDE)).toType(type, false);
                input.setRequiresGradient(true);
                weight.tempAttach(call);
                NDArray output = Conv2d.conv2d(
                                input, weight, null, new Shape(1, 1), new Shape(KERNEL / 2, KERNEL / 2))
                        .singletonOrThrow();
                NDArray loss = output.toType(DataType.FLOAT32, false).sum();
                gradients.backward(loss);
                loss.getFloat(); // waits for a CUDA device
            }
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static final class Shared {
        private static final PrecisionProbe PROBE = new PrecisionProbe(ProbeEnvironment.PROBE, System.getenv());
    }
}
