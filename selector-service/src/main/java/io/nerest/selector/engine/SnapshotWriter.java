package io.nerest.selector.engine;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.selection.Curriculum;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.pool.LabelSets;
import io.nerest.selector.round.DataSet;
import io.nerest.system.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores the data set of a round before its training is requested. */
@ApplicationScoped
public class SnapshotWriter {

    private final LabelSets labels;
    private final SnapshotStore store;

    public SnapshotWriter(LabelSets labels, SnapshotStore store) {
        this.labels = labels;
        this.store = store;
    }

    /**
     * Stores the round's data set: all human labels that the campaign learns from, and its pseudo-labels, those of this round
     * or of all rounds so far, depending on the curriculum's mode.
     *
     * @return empty if there is no label
     */
    Optional<DataSet> write(Campaign campaign, int round, Instant now) {
        int classes = campaign.config().classNames().size();
        List<SnapshotFrame> human = known(labels.human(PoolFilters.of(campaign)), classes);
        List<SnapshotFrame> pseudo = pseudo(campaign, round, classes);
        if (human.isEmpty() && pseudo.isEmpty()) {
            return Optional.empty();
        }
        List<SnapshotFrame> train = new ArrayList<>(human);
        train.addAll(pseudo);
        byte[] json = EventJson.write(new Snapshot(
                campaign.id(),
                round,
                campaign.config().classNames(),
                train,
                known(labels.validation(campaign.id()), classes),
                now));
        String sha256 = Sha256.of(json);
        // The hash is in the key, so that a repeated step never changes the snapshot of a training.
        String key = "snapshots/" + campaign.id() + "/" + round + "-" + sha256.substring(0, 16) + ".json";
        ObjectRef stored = store.put(key, json);
        return Optional.of(new DataSet(stored, sha256, human.size(), pseudo.size()));
    }

    private List<SnapshotFrame> pseudo(Campaign campaign, int round, int classes) {
        if (round == 0) {
            return List.of();
        }
        return campaign.config()
                .curriculum()
                .toCurriculum()
                .map(curriculum -> curriculum.mode() == Curriculum.Mode.ACCUMULATE ? 1 : round)
                .map(fromRound -> known(labels.pseudo(campaign.id(), fromRound, round), classes))
                .orElse(List.of());
    }

    /** Leaves out frames with a box of a class that the campaign does not have: they would be wrong labels. */
    private static List<SnapshotFrame> known(List<SnapshotFrame> frames, int classes) {
        return frames.stream()
                .filter(frame -> frame.boxes().stream().allMatch(box -> box.classId() < classes))
                .toList();
    }
}
