package io.nerest.detector.architecture;

import java.util.List;

/**
 * A row of a family's table.
 *
 * @param from the rows whose outputs this one takes; -1 is the previous row
 * @param block the block of the row
 */
public record Layer(List<Integer> from, Block block) {
    public Layer {
        from = List.copyOf(from);
    }

    /** Returns a row that takes the output of the previous row. */
    static Layer then(Block block) {
        return new Layer(List.of(-1), block);
    }

    /** Returns a row that takes the outputs of the given rows. */
    static Layer join(Block block, Integer... from) {
        return new Layer(List.of(from), block);
    }
}
