package io.nerest.selector.engine;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.Snapshot.TopicOffset;
import io.nerest.selection.Curriculum;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.pool.LabelSets;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.TopicPositions;
import io.nerest.selector.round.DataSet;
import io.nerest.system.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores the data set of a round before its training is requested. */
@ApplicationScoped
public class SnapshotWriter {

    private final LabelSets labels;
    private final Pool pool;
    private final TopicPositions positions;
    private final SnapshotStore store;

    public SnapshotWriter(LabelSets labels, Pool pool, TopicPositions positions, SnapshotStore store) {
        this.labels = labels;
        this.pool = pool;
        this.positions = positions;
        this.store = store;
    }

    /**
     * A stored data set.
     *
     * @param notes remarks on what it does not contain, one sentence each
     */
    record Written(DataSet dataSet, List<String> notes) {}

    /**
     * Stores the round's data set: all human labels that the campaign learns from, and its pseudo-labels, those of this round
     * or of all rounds so far, depending on the curriculum's mode. Frames with a box of a class that the campaign does not
     * have are left out, since they would be wrong labels, and counted in a note. It names the offsets up to which the topics were read.
     *
     * @return empty if there is no label
     */
    Optional<Written> write(Campaign campaign, int round) {
        // Before the labels: these may be newer, but none of an event before the offsets is missing.
        List<TopicOffset> offsets = positions.offsets();
        List<String> classNames = campaign.config().classNames();
        List<String> notes = new ArrayList<>();
        List<SnapshotFrame> human = known(labels.human(PoolFilters.of(campaign)), classNames, "labelled frames", notes);
        List<SnapshotFrame> pseudo = known(pseudo(campaign, round), classNames, "pseudo-labelled frames", notes);
        if (human.isEmpty() && pseudo.isEmpty()) {
            return Optional.empty();
        }
        List<SnapshotFrame> train = new ArrayList<>(human);
        train.addAll(pseudo);
        byte[] json = EventJson.write(new Snapshot(
                campaign.id(),
                round,
                classNames,
                train,
                known(labels.validation(campaign.id()), classNames, "validation frames", notes),
                offsets));
        String sha256 = Sha256.of(json);
        // The hash is in the key, so that a repeated step never changes the snapshot of a training.
        String key = "snapshots/" + campaign.id() + "/" + round + "-" + sha256.substring(0, 16) + ".json";
        ObjectRef stored = store.put(key, json);
        int remaining = Math.max(0, pool.size(PoolFilters.of(campaign)) - pseudo.size());
        return Optional.of(new Written(new DataSet(stored, sha256, human.size(), pseudo.size(), remaining), notes));
    }

    private List<SnapshotFrame> pseudo(Campaign campaign, int round) {
        return firstRound(campaign, round)
                .map(fromRound -> labels.pseudo(campaign.id(), fromRound, round))
                .orElse(List.of());
    }

    /** Returns whether human labels have replaced pseudo-labels of a round's data set since it was stored. */
    boolean isRetracted(Campaign campaign, int round, DataSet dataSet) {
        return dataSet.pseudoLabels() > 0
                && firstRound(campaign, round)
                        .map(fromRound -> labels.countPseudo(campaign.id(), fromRound, round))
                        .map(left -> left < dataSet.pseudoLabels())
                        .orElse(false);
    }

    /** Returns the frames of a round's pseudo-labels that human labels have replaced. */
    List<UUID> retracted(Campaign campaign, int round) {
        return firstRound(campaign, round)
                .map(fromRound -> labels.retracted(campaign.id(), fromRound, round))
                .orElse(List.of());
    }

    /** The first round whose pseudo-labels the data set of a round has; empty if it has none. */
    private static Optional<Integer> firstRound(Campaign campaign, int round) {
        return round == 0
                ? Optional.empty()
                : campaign.config()
                        .curriculum()
                        .toCurriculum()
                        .map(curriculum -> curriculum.mode() == Curriculum.Mode.ACCUMULATE ? 1 : round);
    }

    private static List<SnapshotFrame> known(
            List<SnapshotFrame> frames, List<String> classNames, String what, List<String> notes) {
        List<SnapshotFrame> known = frames.stream()
                .filter(frame -> frame.boxes().stream().allMatch(box -> box.classId() < classNames.size()))
                .toList();
        if (known.size() < frames.size()) {
            notes.add(
                    "%d of %d %s have a box of a class that the campaign does not have (its classes are %s) and are left out"
                            .formatted(frames.size() - known.size(), frames.size(), what, classNames));
        }
        return known;
    }
}
