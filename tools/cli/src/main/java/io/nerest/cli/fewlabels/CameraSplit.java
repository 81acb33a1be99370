package io.nerest.cli.fewlabels;

import io.nerest.training.dataset.DatasetItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The frames of one camera in order of time: the first half can be labelled, the next fifth selects the weights, and the
 * rest tests them. The parts do not alternate, since neighbours in time are near copies.
 *
 * @param camera name of the stream
 * @param pool frames that can be labelled
 * @param val frames on which each training selects its best weights
 * @param test frames on which the selected weights are measured
 */
record CameraSplit(String camera, List<DatasetItem> pool, List<DatasetItem> val, List<DatasetItem> test) {
    private static final double POOL = 0.5;
    private static final double VAL = 0.2;

    /** Splits the frames of each camera; a camera without an object in its test part is left out. */
    static List<CameraSplit> of(List<DatasetItem> items) {
        Map<String, List<DatasetItem>> cameras = new TreeMap<>();
        items.forEach(item -> cameras.computeIfAbsent(item.stream(), stream -> new ArrayList<>())
                .add(item));
        List<CameraSplit> splits = new ArrayList<>();
        cameras.forEach((camera, own) -> {
            own.sort(Comparator.comparing(item -> item.image().toString()));
            int labelled = (int) Math.round(own.size() * POOL);
            int selected = labelled + (int) Math.round(own.size() * VAL);
            CameraSplit split = new CameraSplit(
                    camera,
                    own.subList(0, labelled),
                    own.subList(labelled, selected),
                    own.subList(selected, own.size()));
            if (split.test.stream().anyMatch(item -> !item.labels().isEmpty())) {
                splits.add(split);
            }
        });
        return splits;
    }

    /** Returns all cameras as one: their parts one after another. */
    static CameraSplit together(List<CameraSplit> splits) {
        return new CameraSplit(
                "all cameras",
                splits.stream().flatMap(split -> split.pool.stream()).toList(),
                splits.stream().flatMap(split -> split.val.stream()).toList(),
                splits.stream().flatMap(split -> split.test.stream()).toList());
    }

    /**
     * Draws frames to label. Of one seed, fewer labels are a part of more labels.
     *
     * @param count at most the size of the pool
     */
    List<DatasetItem> labelled(int count, long seed) {
        List<DatasetItem> shuffled = new ArrayList<>(pool);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            DatasetItem swapped = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, swapped);
        }
        return List.copyOf(shuffled.subList(0, count));
    }
}
