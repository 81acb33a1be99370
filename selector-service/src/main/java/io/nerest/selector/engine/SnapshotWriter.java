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

/** Writes down what a round's model learns from, before anybody is asked to train it. */
@ApplicationScoped
public class SnapshotWriter {

    private final LabelSets labels;
    private final SnapshotStore store;

    public SnapshotWriter(LabelSets labels, SnapshotStore store) {
        this.labels = labels;
        this.store = store;
    }

    /**
     * Stores the round's data set: all human labels of the campaign's cameras, and its pseudo-labels, those of this round
     * or of all so far as the curriculum's mode has it.
     *
     * @return nothing where there is nothing to learn from
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
        // The hash is in the key, so that a late writer of another try can never change what a training was promised.
        String key = "snapshots/" + campaign.id() + "/" + round + "-" + sha256.substring(0, 16) + ".json";
        ObjectRef stored = store.put(key, json);
        return Optional.of(new DataSet(stored, sha256, human.size(), pseudo.size()));
    }

    private List<SnapshotFrame> pseudo(Campaign campaign, int round, int classes) {
        if (!campaign.config().curriculum().enabled() || round == 0) {
            return List.of();
        }
        boolean keeps = campaign.config().curriculum().toCurriculum().mode() == Curriculum.Mode.ACCUMULATE;
        return known(labels.pseudo(campaign.id(), keeps ? 1 : round, round), classes);
    }

    /** Frames with a box of a class that the campaign does not have would teach the network nonsense. */
    private static List<SnapshotFrame> known(List<SnapshotFrame> frames, int classes) {
        return frames.stream()
                .filter(frame -> frame.boxes().stream().allMatch(box -> box.classId() < classes))
                .toList();
    }
}
