package io.nerest.selection.round;

import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.selection.SelectedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * What a round selects.
 *
 * @param selected for annotators, by rank
 * @param audit pseudo-labelled frames that annotators label all the same, so that the pseudo-labels are measured; ranked
 *     behind {@code selected}
 * @param pseudoLabelled labelled by the newest model, the most confident first; none of {@code selected} is among them
 * @param notes remarks about the round, one sentence each
 */
public record RoundSelection(
        List<SelectedFrame> selected,
        List<SelectedFrame> audit,
        List<PseudoLabelled> pseudoLabelled,
        List<String> notes) {

    public RoundSelection {
        selected = List.copyOf(selected);
        audit = List.copyOf(audit);
        pseudoLabelled = List.copyOf(pseudoLabelled);
        notes = List.copyOf(notes);
    }

    /** Everything that annotators label: the selected frames and the audit, by rank. */
    public List<SelectedFrame> forAnnotators() {
        List<SelectedFrame> all = new ArrayList<>(selected);
        all.addAll(audit);
        return all;
    }
}
