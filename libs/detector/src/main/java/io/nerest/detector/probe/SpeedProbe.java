package io.nerest.detector.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
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

    /** Above this load the measurement is unreliable: this process keeps it, and the next one measures again. */
    static final double BUSY = 1.5;

    private static final Logger LOG = LoggerFactory.getLogger(SpeedProbe.class);

    private final ProbeCache cache;
    private final LongSupplier nanoTime;
    private final DoubleSupplier loadPerProcessor;

    public SpeedProbe(ProbeCache cache) {
        this(cache, System::nanoTime, ProbeEnvironment::loadPerProcessor);
    }

    SpeedProbe(ProbeCache cache, LongSupplier nanoTime, DoubleSupplier loadPerProcessor) {
        this.cache = cache;
        this.nanoTime = nanoTime;
        this.loadPerProcessor = loadPerProcessor;
    }

    /**
     * Returns the cached result for these circumstances, or measures. The result of a busy machine is cached in this process
     * only. One probe runs at a time.
     *
     * @param candidates in order of preference, at least one
     * @throws IllegalStateException if no candidate can run
     */
    public synchronized ProbeResult choose(ProbeKey key, List<Candidate> candidates) {
        Optional<ProbeResult> known = cache.find(key).filter(result -> covers(result, candidates));
        if (known.isPresent()) {
            return known.get();
        }
        double load = loadPerProcessor.getAsDouble();
        ProbeResult measured = measure(key, candidates);
        if (load > BUSY) {
            LOG.info(
                    "this choice is uncertain and is kept by this process only: {} runnable threads per processor before it was measured",
                    String.format(Locale.ROOT, "%.1f", load));
            cache.keepInMemory(measured);
        } else {
            cache.store(measured);
        }
        return measured;
    }

    /** Measures without reading or writing the cache. */
    public synchronized ProbeResult measure(ProbeKey key, List<Candidate> candidates) {
        Map<String, Double> rates = rates(candidates, key.batch());
        String choice = "";
        double best = 0;
        for (Map.Entry<String, Double> candidate : rates.entrySet()) {
            if (choice.isEmpty() || candidate.getValue() > best * MARGIN) {
                choice = candidate.getKey();
                best = candidate.getValue();
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

    /** Images per second by candidate, without those that cannot run. */
    private Map<String, Double> rates(List<Candidate> candidates, int batch) {
        List<TimedCandidate> ready = new ArrayList<>();
        try {
            for (Candidate candidate : candidates) {
                try {
                    ready.add(new TimedCandidate(candidate, batch, BUDGET.toNanos() / candidates.size(), nanoTime));
                } catch (RuntimeException | LinkageError unusable) {
                    LOG.warn("{} cannot be measured and is not chosen: {}", candidate.name(), unusable.getMessage());
                }
            }
            // By turns, so that a moment of other load on the machine slows all candidates.
            while (ready.stream().anyMatch(TimedCandidate::hasTime)) {
                ready.stream().filter(TimedCandidate::hasTime).forEach(TimedCandidate::time);
            }
            Map<String, Double> rates = new LinkedHashMap<>();
            ready.forEach(candidate -> rates.put(candidate.name(), candidate.imagesPerSecond()));
            return rates;
        } finally {
            ready.forEach(TimedCandidate::close);
        }
    }

    private static boolean covers(ProbeResult result, List<Candidate> candidates) {
        return candidates.stream().anyMatch(candidate -> candidate.name().equals(result.choice()));
    }
}
