package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.golden.GoldenFiles;
import io.nerest.detector.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The loss against numbers of the reference implementation: four objects, three classes, images of 320 pixels. */
class GoldenLossTest {
    private static final int IMAGES = 4;
    private static final int SIDE = 320;
    private static final int ANCHORS = 2100;
    private static final int CLASSES = 3;
    private static final int BINS = 64;
    private static final Weights GOLDEN = GoldenFiles.tensors("loss.safetensors");

    @Test
    void theSameAnchorsAreAssignedToTheSameObjects() {
        float[] anchors = floats("assigned_anchors");
        float[] objects = floats("assigned_objects");
        Map<Long, Long> expected = new LinkedHashMap<>();
        for (int i = 0; i < anchors.length; i++) {
            expected.put((long) anchors[i], (long) objects[i]);
        }

        LossOutputs loss = loss();

        Map<Long, Long> found = new LinkedHashMap<>();
        for (int i = 0; i < loss.anchors().length; i++) {
            found.put(loss.anchors()[i], loss.objects()[i]);
        }
        assertThat(found).hasSize(40).containsExactlyInAnyOrderEntriesOf(expected);
    }

    /** The file was made from a batch with more objects: its gradients differ by one factor, their normaliser. */
    @Test
    void gradientsEqualThoseOfTheReferenceUpToTheNormaliserOfTheBatch() {
        LossOutputs loss = loss();

        double bins = factor(loss.binsGradient(), floats("bins_gradient"), BINS, 1e-3);
        double logits = factor(loss.logitsGradient(), floats("logits_gradient"), CLASSES, 1e-4);

        double share = floats("normaliser_share")[0];
        assertThat(bins).isCloseTo(share, within(1e-3 * share));
        assertThat(logits).isCloseTo(share, within(1e-3 * share));
    }

    @Test
    void thePartsOfTheLossEqualTheGoldenFile() {
        LossComponents found = loss().losses();

        float[] expected = floats("parts");
        assertThat(found.box()).isCloseTo(expected[0], within(1e-3f * expected[0]));
        assertThat(found.cls()).isCloseTo(expected[1], within(1e-3f * expected[1]));
        assertThat(found.dfl()).isCloseTo(expected[2], within(1e-3f * expected[2]));
    }

    /** Fits one factor to the rows of the assigned anchors and compares relative to the largest expected number. */
    private static double factor(float[] gradients, float[] expected, int columns, double tolerance) {
        float[] anchors = floats("assigned_anchors");
        double product = 0;
        double square = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            float found = gradients[((int) anchors[i / columns]) * columns + i % columns];
            product += (double) found * expected[i];
            square += (double) found * found;
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        double factor = product / square;
        for (int i = 0; i < expected.length; i++) {
            double found = factor * gradients[((int) anchors[i / columns]) * columns + i % columns];
            assertThat(found)
                    .as("anchor %d, column %d", (int) anchors[i / columns], i % columns)
                    .isCloseTo(expected[i], within(tolerance * largest));
        }
        return factor;
    }

    private static LossOutputs loss() {
        NetworkDescription network = Architectures.describe("yolov8n", CLASSES);
        try (InspectableNetwork inspected = TrainableNetworks.inspect(
                network, InitialWeights.of(network, 0), TrainOptions.DEFAULT.withThreads(1))) {
            return inspected.lossOf(
                    new HeadOutputs(spread("bins", BINS), spread("logits", CLASSES)),
                    IMAGES,
                    floats("targets"),
                    new float[0],
                    SIDE,
                    SIDE);
        }
    }

    /** Returns the rows of the file at their anchors, and 0 at all others. */
    private static float[] spread(String name, int columns) {
        float[] rows = floats(name);
        float[] anchors = floats("anchors");
        float[] all = new float[IMAGES * ANCHORS * columns];
        for (int row = 0; row < anchors.length; row++) {
            System.arraycopy(rows, row * columns, all, ((int) anchors[row]) * columns, columns);
        }
        return all;
    }

    private static float[] floats(String name) {
        return GOLDEN.tensor(name).orElseThrow().toFloats();
    }
}
