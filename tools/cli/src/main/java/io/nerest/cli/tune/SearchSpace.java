package io.nerest.cli.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments that are searched.
 *
 * @param ranges in the order of the table
 */
record SearchSpace(List<SearchRange> ranges) {
    /** The ranges of the reference's published guide; those of {@code box} and {@code dfl} surround their defaults. */
    static final SearchSpace WHOLE = new SearchSpace(List.of(
            SearchRange.logarithmic("lr0", 1e-5, 1e-1),
            SearchRange.logarithmic("lrf", 0.01, 1),
            SearchRange.linear("momentum", 0.6, 0.98),
            SearchRange.linear("weight_decay", 0, 0.001),
            SearchRange.linear("warmup_epochs", 0, 5),
            SearchRange.linear("warmup_momentum", 0, 0.95),
            SearchRange.linear("box", 1, 20),
            SearchRange.linear("cls", 0.2, 4),
            SearchRange.linear("dfl", 0.4, 6),
            SearchRange.linear("hsv_h", 0, 0.1),
            SearchRange.linear("hsv_s", 0, 0.9),
            SearchRange.linear("hsv_v", 0, 0.9),
            SearchRange.linear("degrees", 0, 45),
            SearchRange.linear("translate", 0, 0.9),
            SearchRange.linear("scale", 0, 0.9),
            SearchRange.linear("shear", 0, 10),
            SearchRange.linear("perspective", 0, 0.001),
            SearchRange.linear("flipud", 0, 1),
            SearchRange.linear("fliplr", 0, 1),
            SearchRange.linear("mosaic", 0, 1),
            SearchRange.linear("mixup", 0, 1),
            SearchRange.linear("copy_paste", 0, 1)));

    SearchSpace {
        ranges = List.copyOf(ranges);
    }

    /**
     * Returns the part of the whole space with these arguments; all if none is named.
     *
     * @throws IllegalArgumentException if an argument has no range
     */
    static SearchSpace of(List<String> names) {
        if (names.isEmpty()) {
            return WHOLE;
        }
        List<SearchRange> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(WHOLE.ranges.stream()
                    .filter(range -> range.argument().equals(name))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "space=" + name + ": must be of " + String.join(", ", WHOLE.names()))));
        }
        return new SearchSpace(chosen);
    }

    List<String> names() {
        return ranges.stream().map(SearchRange::argument).toList();
    }
}
