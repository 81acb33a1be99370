package io.nerest.experiments.run;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an arm has labels of: true ones that were asked for, and a model's. */
final class LabelledSet {
    private final Map<String, PoolFrame> pool;
    private final Map<String, PoolFrame> human = new LinkedHashMap<>();
    private final Map<String, Choice.PseudoLabel> pseudo = new LinkedHashMap<>();

    LabelledSet(Map<String, PoolFrame> pool) {
        this.pool = pool;
    }

    /** Adds a round; a label by a person takes the model's on the same frame back. */
    void add(Choice choice, boolean forgetsPseudoLabels) {
        if (forgetsPseudoLabels) {
            pseudo.clear();
        }
        choice.chosen().forEach(chosen -> {
            human.put(chosen.frame(), frame(chosen.frame()));
            pseudo.remove(chosen.frame());
        });
        choice.pseudoLabelled().forEach(label -> pseudo.put(label.frame().frame(), label));
    }

    Set<String> humanNames() {
        return human.keySet();
    }

    Set<String> pseudoNames() {
        return pseudo.keySet();
    }

    List<PoolFrame> human() {
        return List.copyOf(human.values());
    }

    int labels() {
        return human.size();
    }

    int pseudoLabels() {
        return pseudo.size();
    }

    /** What a model is trained on, in the order of names, so that equal sets train alike. */
    List<DatasetItem> items() {
        List<DatasetItem> items = new ArrayList<>();
        human.values().forEach(frame -> items.add(frame.item()));
        pseudo.forEach((name, label) -> {
            DatasetItem item = frame(name).item();
            items.add(new DatasetItem(
                    item.image(),
                    label.boxes().stream().map(LabelledSet::labelled).toList(),
                    label.ignored().stream().map(LabelledSet::ignored).toList(),
                    item.stream(),
                    item.width(),
                    item.height()));
        });
        items.sort((a, b) -> a.image().compareTo(b.image()));
        return items;
    }

    private static LabelledBox labelled(ScoredBox box) {
        return new LabelledBox(box.classId(), (float) box.cx(), (float) box.cy(), (float) box.w(), (float) box.h());
    }

    private static IgnoreRegion ignored(ScoredBox box) {
        return new IgnoreRegion((float) box.cx(), (float) box.cy(), (float) box.w(), (float) box.h());
    }

    private PoolFrame frame(String name) {
        PoolFrame frame = pool.get(name);
        if (frame == null) {
            throw new IllegalStateException("frame " + name + " was chosen, but is not in the pool any more");
        }
        return frame;
    }
}
