package io.nerest.experiments.run;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Optional;

/**
 * What a round selected, as it is stored.
 *
 * @param chosen the frames for annotators, by rank
 * @param pseudoLabelled the pseudo-labelled frames, the most confident first
 * @param note on the round; may be empty
 * @param seconds that scoring and selecting took
 */
public record Choice(List<ChosenFrame> chosen, List<PseudoLabel> pseudoLabelled, String note, double seconds) {

    public Choice {
        chosen = List.copyOf(chosen);
        pseudoLabelled = List.copyOf(pseudoLabelled);
    }

    /**
     * A pseudo-labelled frame.
     *
     * @param frame the frame and the reason
     * @param boxes its labels, at least one
     * @param ignored ignore regions; absent in files of versions without them
     */
    public record PseudoLabel(ChosenFrame frame, List<ScoredBox> boxes, List<ScoredBox> ignored) {

        public PseudoLabel {
            boxes = List.copyOf(boxes);
            ignored = Optional.ofNullable(ignored).map(List::copyOf).orElse(List.of());
        }

        /** Returns the frame with the pseudo-labels instead of its true labels. */
        public DatasetItem item(PoolFrame labelled) {
            DatasetItem item = labelled.item();
            return new DatasetItem(
                    item.image(),
                    boxes.stream().map(ScoredBox::toLabel).toList(),
                    ignored.stream().map(ScoredBox::toIgnoreRegion).toList(),
                    item.stream(),
                    item.width(),
                    item.height());
        }
    }
}
