package io.nerest.detector.architecture;

import java.util.List;

/**
 * A row of a family's table.
 *
 * @param from the rows whose outputs this one takes; -1 is the row before
 * @param block what the row does
 */
public record Layer(List<Integer> from, Block block) {
    public Layer {
        from = List.copyOf(from);
    }

    /** A row that follows the one before. */
    static Layer then(Block block) {
        return new Layer(List.of(-1), block);
    }

    /** A row that takes the outputs of the named rows. */
    static Layer join(Block block, Integer... from) {
        return new Layer(List.of(from), block);
    }
}
