package io.nerest.detector.probe;

import io.nerest.detector.probe.Candidate.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures candidates briefly and chooses the fastest. Candidates are given in order of preference: a later one must be at
 * least 10 % faster than the best before it, so that noise does not decide and float32 wins a tie with bfloat16.
 */
public final class SpeedProbe {
    /** Time of all timed runs together, shared equally; warm-up comes on top. */
    static final Duration BUDGET = Duration.ofSeconds(1);

    static final double MARGIN = 1.1;

    private static final Logger LOG = LoggerFactory.getLogger(SpeedProbe.class);

    private final ProbeCache cache;
    private final LongSupplier nanoTime;

    public SpeedProbe(ProbeCache cache) {
        this(cache, System::nanoTime);
    }

    SpeedProbe(ProbeCache cache, LongSupplier nanoTime) {
        this.cache = cache;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the cached result for these circumstances, or measures and caches it. One probe runs at a time.
     *
     * @param candidates in order of preference, at least one
     * @throws IllegalStateException if no candidate can run
     */
    public synchronized ProbeResult choose(ProbeKey key, List<Candidate> candidates) {
        Optional<ProbeResult> known = cache.find(key).filter(result -> covers(result, candidates));
        if (known.isPresent()) {
            return known.get();
        }
        ProbeResult measured = measure(key, candidates);
        cache.store(measured);
        return measured;
    }

    /** Measures without reading or writing the cache. */
    public synchronized ProbeResult measure(ProbeKey key, List<Candidate> candidates) {
        long share = BUDGET.toNanos() / candidates.size();
        Map<String, Double> rates = new LinkedHashMap<>();
        String choice = "";
        double best = 0;
        for (Candidate candidate : candidates) {
            double rate;
            try {
                rate = rate(candidate, key.batch(), share);
            } catch (RuntimeException | LinkageError unusable) {
                LOG.warn("{} cannot be measured and is not chosen: {}", candidate.name(), unusable.getMessage());
                continue;
            }
            rates.put(candidate.name(), rate);
            if (choice.isEmpty() || rate > best * MARGIN) {
                choice = candidate.name();
                best = rate;
            }
        }
        if (choice.isEmpty()) {
            throw new IllegalStateException("none of the candidates can run: "
                    + candidates.stream().map(Candidate::name).toList());
        }
        ProbeResult result = new ProbeResult(key, choice, rates);
        LOG.info(
                "chose {} for {} of {} at imgsz {}, batch {}, {} threads on {}: {}",
                choice,
                key.subject(),
                key.network(),
                key.imgsz(),
                key.batch(),
                key.threads() == 0 ? "default" : key.threads(),
                key.device(),
                result.rates());
        return result;
    }

    private static boolean covers(ProbeResult result, List<Candidate> candidates) {
        return candidates.stream().anyMatch(candidate -> candidate.name().equals(result.choice()));
    }

    /** Images per second of the fastest timed call: other load on the machine only ever makes calls slower. */
    private double rate(Candidate candidate, int batch, long budget) {
        try (Workload workload = candidate.prepare()) {
            workload.run(1); // libraries allocate and compile in their first run
            long single = Math.max(1, time(workload, 1));
            int images = (int) Math.max(1, Math.min(batch, budget / 2 / single));
            double best = 1e9 / single;
            long spent = 0;
            while (spent < budget) {
                long nanos = Math.max(1, time(workload, images));
                best = Math.max(best, images * 1e9 / nanos);
                spent += nanos;
            }
            return best;
        }
    }

    private long time(Workload workload, int images) {
        long start = nanoTime.getAsLong();
        workload.run(images);
        return nanoTime.getAsLong() - start;
    }
}
