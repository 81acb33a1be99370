package io.nerest.selector.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How many frames selections have in common.
 *
 * @param names of the selections: strategies, or ids of campaigns
 * @param common by selection and selection, in the order of the names: frames that both have; on the diagonal, all frames of one
 */
public record BatchOverlap(List<String> names, List<List<Integer>> common) {

    /** Counts the common frames of each pair, in the order of the map. */
    static BatchOverlap of(Map<String, Set<UUID>> selections) {
        Collection<Set<UUID>> frames = selections.values();
        return new BatchOverlap(
                List.copyOf(selections.keySet()),
                frames.stream()
                        .map(one -> frames.stream()
                                .map(other -> (int)
                                        one.stream().filter(other::contains).count())
                                .toList())
                        .toList());
    }
}
