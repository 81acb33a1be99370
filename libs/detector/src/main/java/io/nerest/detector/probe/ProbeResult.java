package io.nerest.detector.probe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a probe measured and chose.
 *
 * @param key the circumstances of the measurement
 * @param choice name of the chosen candidate
 * @param imagesPerSecond best rate of each candidate that could run, in order of preference
 */
public record ProbeResult(ProbeKey key, String choice, Map<String, Double> imagesPerSecond) {

    public ProbeResult {
        imagesPerSecond = Collections.unmodifiableMap(new LinkedHashMap<>(imagesPerSecond));
        if (!imagesPerSecond.containsKey(choice)) {
            throw new IllegalArgumentException(
                    "'%s' is not among the measured candidates %s".formatted(choice, imagesPerSecond.keySet()));
        }
        if (imagesPerSecond.values().stream().anyMatch(rate -> !(rate > 0))) {
            throw new IllegalArgumentException("rates must be positive: " + imagesPerSecond);
        }
    }

    /** All rates on one line: {@code onnx-fp32 27.1, torchscript-fp32 20.4 images/s}. */
    public String rates() {
        return imagesPerSecond.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", "", " images/s"));
    }
}
