package io.nerest.experiments.run;

import io.nerest.experiments.result.ChosenFrame;
import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Optional;

/**
 * What a round took.
 *
 * @param chosen for people, in the order of choice
 * @param pseudoLabelled with the boxes that are taken as labels, the surest first
 * @param note on the choice; empty where there is nothing to say
 * @param seconds that scoring and choosing took
 */
public record Choice(List<ChosenFrame> chosen, List<PseudoLabel> pseudoLabelled, String note, double seconds) {

    public Choice {
        chosen = List.copyOf(chosen);
        pseudoLabelled = List.copyOf(pseudoLabelled);
    }

    /**
     * A frame that a model labelled.
     *
     * @param frame which, and why
     * @param boxes its labels, at least one
     * @param ignored boxes that are neither labels nor background; absent in choices that were kept before there were any
     */
    public record PseudoLabel(ChosenFrame frame, List<ScoredBox> boxes, List<ScoredBox> ignored) {

        public PseudoLabel {
            boxes = List.copyOf(boxes);
            ignored = Optional.ofNullable(ignored).map(List::copyOf).orElse(List.of());
        }
    }
}
