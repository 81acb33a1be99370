package io.nerest.detector.probe;

import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.engine.Engines;
import io.nerest.detector.engine.InferenceEngine;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.torch.ComputeDevice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the engine for {@link EngineKind#AUTO} by running each available one on the actual network. */
public final class EngineProbe {
    /** Environment variable that replaces {@code auto} by an engine's name and prevents the probe. */
    public static final String OVERRIDE = "NEREST_ENGINE";

    /** Larger images are probed at this side: the order of the engines is the same and the probe stays short. */
    private static final int MAX_IMGSZ = 1280;

    private static final Logger LOG = LoggerFactory.getLogger(EngineProbe.class);

    private final SpeedProbe probe;
    private final Map<String, String> environment;

    public EngineProbe(SpeedProbe probe, Map<String, String> environment) {
        this.probe = probe;
        this.environment = Map.copyOf(environment);
    }

    /** Returns the probe of this process, which uses the process's environment and cache folder. */
    public static EngineProbe shared() {
        return Shared.PROBE;
    }

    /**
     * Returns the engine for a network: the override if set, the only available one, or the one that the probe chooses.
     *
     * @param imgsz side of the images in pixels, a multiple of 32
     * @param batch most images of one call
     * @param threads compute threads of one call; 0 for the library's default
     * @throws IllegalArgumentException if the override names no engine
     */
    public EngineKind choose(TrainedNetwork network, ComputeDevice device, int imgsz, int batch, int threads) {
        List<EngineKind> available = Engines.available(device);
        return choose(
                key(network, device, imgsz, batch, threads), candidates(available, network, device, imgsz, threads));
    }

    EngineKind choose(ProbeKey key, List<Candidate> candidates) {
        String override = environment.getOrDefault(OVERRIDE, "");
        if (!override.isBlank() && EngineKind.parse(override) != EngineKind.AUTO) {
            LOG.debug("{}={} is used without a probe", OVERRIDE, override);
            return EngineKind.parse(override);
        }
        return candidates.size() == 1
                ? EngineKind.parse(candidates.get(0).name())
                : EngineKind.parse(probe.choose(key, candidates).choice());
    }

    /** Measures all available engines now, regardless of the cache and the environment. */
    public ProbeResult measure(TrainedNetwork network, ComputeDevice device, int imgsz, int batch, int threads) {
        return probe.measure(
                key(network, device, imgsz, batch, threads),
                candidates(Engines.available(device), network, device, imgsz, threads));
    }

    private static ProbeKey key(TrainedNetwork network, ComputeDevice device, int imgsz, int batch, int threads) {
        return new ProbeKey(
                "inference",
                device.toString(),
                ProbeEnvironment.processor(device),
                ProbeEnvironment.libraries(),
                network.description().name(),
                Math.min(imgsz, MAX_IMGSZ),
                batch,
                threads);
    }

    private static List<Candidate> candidates(
            List<EngineKind> kinds, TrainedNetwork network, ComputeDevice device, int imgsz, int threads) {
        List<Candidate> candidates = new ArrayList<>();
        for (EngineKind kind : kinds) {
            candidates.add(new EngineCandidate(kind, network, device, Math.min(imgsz, MAX_IMGSZ), threads));
        }
        return candidates;
    }

    private record EngineCandidate(
            EngineKind kind, TrainedNetwork network, ComputeDevice device, int imgsz, int threads)
            implements Candidate {

        @Override
        public String name() {
            return kind.label();
        }

        @Override
        public Workload prepare() {
            return new EngineWorkload(Engines.of(network, kind, device, threads), imgsz);
        }
    }

    /** Runs an engine on random pixels. */
    private static final class EngineWorkload implements Candidate.Workload {
        private final InferenceEngine engine;
        private final int imgsz;
        private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

        EngineWorkload(InferenceEngine engine, int imgsz) {
            this.engine = engine;
            this.imgsz = imgsz;
        }

        @Override
        public void run(int images) {
            int bytes = Math.multiplyExact(3 * imgsz * imgsz, images);
            if (pixels.capacity() < bytes) {
                byte[] random = new byte[bytes];
                RandomGenerator.getDefault().nextBytes(random);
                pixels = ByteBuffer.allocateDirect(bytes).put(random).clear();
            }
            engine.run(pixels, images, imgsz, imgsz);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static final class Shared {
        private static final EngineProbe PROBE = new EngineProbe(ProbeEnvironment.PROBE, System.getenv());
    }
}
