package io.nerest.training.run;

import io.nerest.detector.tensor.TensorType;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.training.evaluation.DetectionReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The base checkpoint of a fine-tuning with its metrics on the validation set. Only weights that are not worse replace
 * it.
 *
 * @param weights in float32
 * @param fitness of the base, see {@link DetectionReport#fitness}
 * @param map50 pooled over all objects
 * @param map50To95 the same over IoU .50 to .95
 * @param streamMap50 mean over the streams
 */
record FineTunedBase(Weights weights, double fitness, double map50, double map50To95, double streamMap50) {

    static FineTunedBase of(Weights weights, DetectionReport report) {
        return new FineTunedBase(
                weights,
                report.fitness(),
                report.all().map50(),
                report.all().map50To95(),
                report.streamMean().map50());
    }

    /** Returns whether other weights are as good as the base: pooled at both IoU ranges, and as the mean over streams. */
    boolean isMatchedBy(DetectionReport other) {
        return other.all().map50() >= map50
                && other.all().map50To95() >= map50To95
                && other.streamMean().map50() >= streamMap50;
    }

    /**
     * Returns weights on the line from the base to tuned ones (WiSE-FT): {@code base + share * (tuned - base)}. Counters
     * are those of the tuned weights.
     *
     * @param share from 0, the base, to 1, the tuned weights
     */
    Weights towards(Weights tuned, double share) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (WeightTensor end : tuned.tensors().values()) {
            tensors.add(end.type() == TensorType.I64 ? end : between(start(end), end, share));
        }
        return new Weights(tensors, tuned.metadata());
    }

    private WeightTensor start(WeightTensor end) {
        return weights.tensor(end.name())
                .orElseThrow(() -> new IllegalArgumentException("the base lacks tensor '" + end.name() + "'"));
    }

    private static WeightTensor between(WeightTensor start, WeightTensor end, double share) {
        float[] from = start.toFloats();
        float[] to = end.toFloats();
        float[] values = new float[to.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (from[i] + share * ((double) to[i] - from[i]));
        }
        return WeightTensor.ofFloats(end.name(), end.shape(), values);
    }

    /** Writes the base beside the run's weights, so that a resumed run has it. */
    void write(Path file) throws IOException {
        Map<String, String> metadata = new HashMap<>(weights.metadata());
        metadata.put("fitness", Double.toString(fitness));
        metadata.put("map50", Double.toString(map50));
        metadata.put("map50To95", Double.toString(map50To95));
        metadata.put("streamMap50", Double.toString(streamMap50));
        SafetensorsFile.write(file, new Weights(weights.tensors().values(), metadata));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the file is not such a base
     */
    static FineTunedBase read(Path file) throws IOException {
        Weights weights = SafetensorsFile.read(file);
        return new FineTunedBase(
                weights,
                number(weights, "fitness", file),
                number(weights, "map50", file),
                number(weights, "map50To95", file),
                number(weights, "streamMap50", file));
    }

    private static double number(Weights weights, String key, Path file) {
        try {
            return Double.parseDouble(weights.metadata().getOrDefault(key, ""));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(file + " lacks the metadata '" + key + "'", notANumber);
        }
    }
}
