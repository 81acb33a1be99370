package io.nerest.selector.storage;

import io.nerest.contracts.TrainingProgressed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/** The finished epochs of trainings. */
@ApplicationScoped
@Transactional
public class TrainingEpochs {
    private final Session session;

    TrainingEpochs(Session session) {
        this.session = session;
    }

    /** Returns the epochs of some trainings in their order, by training; trainings without an epoch are left out. */
    public Map<UUID, List<TrainingProgressed>> of(List<UUID> trainingIds) {
        Map<UUID, List<TrainingProgressed>> epochs = new LinkedHashMap<>();
        if (trainingIds.isEmpty()) {
            return epochs;
        }
        session.createNativeQuery(
                        "select cast(progress as text) from training_epoch where training_id in (:ids)"
                                + " order by training_id, epoch",
                        String.class)
                .setParameterList("ids", trainingIds)
                .getResultStream()
                .map(json -> StoredJson.event(json, TrainingProgressed.class))
                .forEach(epoch -> epochs.computeIfAbsent(epoch.trainingId(), id -> new ArrayList<>())
                        .add(epoch));
        return epochs;
    }
}
