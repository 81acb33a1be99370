package io.nerest.experiments.run;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.training.dataset.DatasetItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labelled frames of an arm: true labels of selected frames, and a model's pseudo-labels. */
final class LabelledSet {
    private final Map<String, PoolFrame> pool;
    private final Map<String, PoolFrame> human = new LinkedHashMap<>();
    private final Map<String, Choice.PseudoLabel> pseudo = new LinkedHashMap<>();

    LabelledSet(Map<String, PoolFrame> pool) {
        this.pool = pool;
    }

    /** Adds a round. A human label replaces the pseudo-label of its frame, also if both are of this round. */
    void add(Choice choice, boolean keepsPseudoLabels) {
        if (!keepsPseudoLabels) {
            pseudo.clear();
        }
        choice.chosen().forEach(chosen -> {
            human.put(chosen.frame(), frame(chosen.frame()));
            pseudo.remove(chosen.frame());
        });
        choice.pseudoLabelled().stream()
                .filter(label -> !human.containsKey(label.frame().frame()))
                .forEach(label -> pseudo.put(label.frame().frame(), label));
    }

    int labels() {
        return human.size();
    }

    int pseudoLabels() {
        return pseudo.size();
    }

    /** The training items in the order of names, so that equal sets give equal trainings. */
    List<DatasetItem> items() {
        List<DatasetItem> items = new ArrayList<>();
        human.values().forEach(frame -> items.add(frame.item()));
        pseudo.forEach((name, label) -> {
            items.add(label.item(frame(name)));
        });
        items.sort((a, b) -> a.image().compareTo(b.image()));
        return items;
    }

    private PoolFrame frame(String name) {
        PoolFrame frame = pool.get(name);
        if (frame == null) {
            throw new IllegalStateException("frame " + name + " was selected, but is no longer in the pool");
        }
        return frame;
    }
}
