package io.nerest.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Keeps frames apart by the cosine distance of their embeddings. */
final class NearDuplicates {

    private final double least;
    private final List<float[]> units = new ArrayList<>();

    /**
     * @param least least distance of two frames; 0 admits all frames
     * @param labelled frames that admitted frames must differ from
     */
    NearDuplicates(double least, List<LabelledFrame> labelled) {
        this.least = least;
        if (least > 0) {
            labelled.stream()
                    .filter(frame -> frame.embedding().length > 0)
                    .forEach(frame -> units.add(unit(frame.frameId(), frame.embedding())));
        }
    }

    /** Admits a frame unless it is too close to an admitted or labelled one. */
    boolean admit(ScoredFrame frame) {
        if (least <= 0) {
            return true;
        }
        Embeddings.require(frame, "nearDuplicate");
        float[] unit = unit(frame.frameId(), frame.embedding());
        for (float[] other : units) {
            Embeddings.requireSameLength(unit.length, other.length);
            if (1 - Embeddings.dot(unit, other) < least) {
                return false;
            }
        }
        units.add(unit);
        return true;
    }

    private static float[] unit(UUID frameId, float[] vector) {
        Embeddings.requireFinite(frameId, vector);
        double norm = Math.sqrt(Embeddings.dot(vector, vector));
        float[] unit = vector.clone();
        for (int i = 0; norm > 0 && i < unit.length; i++) {
            unit[i] /= (float) norm;
        }
        return unit;
    }
}
