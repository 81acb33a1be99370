package io.nerest.training.network;

import io.nerest.detector.architecture.DetectHead.Level;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.model.TrainedNetwork;
import java.util.List;

/**
 * A trained network whose outputs and features another one imitates beside learning from labels (knowledge distillation).
 *
 * @param network with the classes and strides of the student
 * @param gain weight of the distance to it, 1 for about that of the labels
 */
public record Teacher(TrainedNetwork network, double gain) {

    /**
     * Checks that a network can learn from this one.
     *
     * @throws IllegalArgumentException if it has other classes or other levels
     */
    void requireFits(NetworkDescription student) {
        if (network.description().classes() != student.classes()) {
            throw new IllegalArgumentException("distill: the teacher has %d classes, the network %d; both need the same"
                    .formatted(network.description().classes(), student.classes()));
        }
        List<Integer> theirs = network.description().head().levels().stream()
                .map(Level::stride)
                .toList();
        List<Integer> ours = student.head().levels().stream().map(Level::stride).toList();
        if (!theirs.equals(ours)) {
            throw new IllegalArgumentException(
                    "distill: the teacher has levels of strides %s, the network %s; both need the same"
                            .formatted(theirs, ours));
        }
    }
}
