package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of several models, grouped by object. Each model in turn adds each of its boxes, the most confident first, to
 * the group whose first box it overlaps most, by at least a given IoU, and that has no box of this model yet; otherwise the
 * box starts a group. Classes are ignored, since models that disagree on the class are what a committee detects.
 */
final class BoxGroups {

    private final double leastIou;
    private final int models;
    private final List<@Nullable ScoredBox[]> groups = new ArrayList<>();

    private BoxGroups(double leastIou, int models) {
        this.leastIou = leastIou;
        this.models = models;
    }

    /** Returns one array per group, with each model's box at its index, or null if the model has none. */
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
            double iou = first(group).iou(box);
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

    private static ScoredBox first(@Nullable ScoredBox[] group) {
        for (ScoredBox box : group) {
            if (box != null) {
                return box;
            }
        }
        throw new IllegalStateException("a group has at least one box");
    }
}
