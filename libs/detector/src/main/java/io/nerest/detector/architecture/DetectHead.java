package io.nerest.detector.architecture;

import java.util.List;

/**
 * Output of the network's last layer and how to decode it.
 *
 * @param name the module's name in the reference: {@code model.22}
 * @param classes number of classes
 * @param bins bins of the distribution of a box side (16); a side is their expectation in units of the stride
 * @param levels its levels, finest first
 */
public record DetectHead(String name, int classes, int bins, List<Level> levels) {
    public DetectHead {
        levels = List.copyOf(levels);
    }

    /**
     * One level. Anchors are its cells, row by row; an anchor's point is the centre of its cell.
     *
     * @param boxes logits of the bins: [batch, 4 * bins, h, w], sides left, top, right, bottom
     * @param scores class logits: [batch, classes, h, w]
     */
    public record Level(Value boxes, Value scores) {
        /** Pixels between two anchors. */
        public int stride() {
            return boxes.stride();
        }
    }

    /** Channels of all bins together. */
    public int boxChannels() {
        return 4 * bins;
    }

    /** Returns the bins 0, 1, 2, ... as a tensor of the reference's state dictionary. */
    public TensorSpec binsTensor() {
        return new TensorSpec(name + ".dfl.conv.weight", TensorRole.BINS, 1, bins, 1, 1);
    }

    /** Returns the number of anchors for an image of this size; sides are multiples of the coarsest stride. */
    public int anchors(int height, int width) {
        return levels.stream()
                .mapToInt(level -> (height / level.stride()) * (width / level.stride()))
                .sum();
    }
}
