package io.nerest.detector.probe;

import io.nerest.detector.torch.Bfloat16;
import io.nerest.detector.torch.ComputeDevice;
import java.util.List;
import java.util.Map;

/**
 * Chooses the precision of a training with {@code amp=true}: float32 or bfloat16. Measures the
 * forward and backward pass of a few convolutions.
 */
public final class PrecisionProbe {
    /** Environment variable that fixes the precision, {@code float32} or {@code bfloat16}, and prevents the probe. */
    public static final String OVERRIDE = "NEREST_PRECISION";

    static final String FLOAT32 = "float32";
    static final String BFLOAT16 = "bfloat16";

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

    /** Measures both precisions now, regardless of the cache, the environment and the processor's features. */
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
                "convolutions",
                ConvolutionPass.SIDE,
                BATCH,
                threads);
    }

    private static List<Candidate> candidates(ComputeDevice device, int threads) {
        return List.of(new Convolutions(FLOAT32, device, threads), new Convolutions(BFLOAT16, device, threads));
    }

    private record Convolutions(String name, ComputeDevice device, int threads) implements Candidate {
        @Override
        public Workload prepare() {
            return new ConvolutionPass(name.equals(BFLOAT16), device, threads);
        }
    }

    private static final class Shared {
        private static final PrecisionProbe PROBE = new PrecisionProbe(ProbeEnvironment.PROBE, System.getenv());
    }
}
