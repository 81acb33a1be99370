package io.nerest.trainer.registry;

import io.nerest.contracts.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hibernate.Session;

/** The stored examples of trainings: of each the newest epoch's. */
@ApplicationScoped
@Transactional
public class TrainingExamples {
    private static final String REPLACE = """
            INSERT INTO training_examples (training_id, epoch, frames) VALUES (:training, :epoch, :frames)
            ON CONFLICT (training_id) DO UPDATE SET epoch = excluded.epoch, frames = excluded.frames""";

    private final Session session;

    TrainingExamples(Session session) {
        this.session = session;
    }

    /** Replaces the examples of a training. */
    public void replace(UUID trainingId, EpochExamples examples) {
        session.createNativeMutationQuery(REPLACE)
                .setParameter("training", trainingId)
                .setParameter("epoch", examples.epoch())
                .setParameter("frames", new String(EventJson.write(examples), StandardCharsets.UTF_8))
                .executeUpdate();
    }

    /** Returns the examples of a training; none if it has not finished an epoch. */
    public EpochExamples of(UUID trainingId) {
        return session.createNativeQuery(
                        "SELECT frames FROM training_examples WHERE training_id = :training", String.class)
                .setParameter("training", trainingId)
                .getResultStream()
                .findFirst()
                .map(json -> EventJson.read(json.getBytes(StandardCharsets.UTF_8), EpochExamples.class))
                .orElse(EpochExamples.NONE);
    }
}
