package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of several models, put together by what they are boxes of. Each model in turn gives each of its boxes, the
 * surest first, to the group whose first box it overlaps most, at least by an IoU, and that has none of this model's yet;
 * what finds no group founds one. Classes have no part in it: that models disagree on the class is what is looked for.
 */
final class BoxGroups {

    private final double leastIou;
    private final int models;
    private final List<@Nullable ScoredBox[]> groups = new ArrayList<>();

    private BoxGroups(double leastIou, int models) {
        this.leastIou = leastIou;
        this.models = models;
    }

    /** One array a group; at each model's place its box, or nothing where it sees none there. */
    static List<@Nullable ScoredBox[]> of(List<List<ScoredBox>> seen, double leastIou) {
        BoxGroups groups = new BoxGroups(leastIou, seen.size());
        for (int model = 0; model < seen.size(); model++) {
            int member = model;
            seen.get(model).stream()
                    .sorted((a, b) -> Double.compare(b.confidence(), a.confidence()))
                    .forEachOrdered(box -> groups.add(box, member));
        }
        return groups.groups;
    }

    private void add(ScoredBox box, int model) {
        @Nullable ScoredBox[] best = null;
        double bestIou = leastIou;
        for (@Nullable ScoredBox[] group : groups) {
            double iou = founder(group).iou(box);
            if (group[model] == null && iou >= bestIou && (best == null || iou > bestIou)) {
                best = group;
                bestIou = iou;
            }
        }
        if (best == null) {
            best = new @Nullable ScoredBox[models];
            groups.add(best);
        }
        best[model] = box;
    }

    private static ScoredBox founder(@Nullable ScoredBox[] group) {
        for (ScoredBox box : group) {
            if (box != null) {
                return box;
            }
        }
        throw new IllegalStateException("a group was founded by a box");
    }
}
