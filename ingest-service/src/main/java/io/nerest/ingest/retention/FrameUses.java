package io.nerest.ingest.retention;

import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.FrameScored;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;

/**
 * What other services have found out about frames. All methods run in the caller's transaction, and write rows in the order of
 * the frames' ids: in another order two of them could wait for each other. Scores of a frame that has expired meanwhile leave no row.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class FrameUses {
    private static final String SCORED = """
            INSERT INTO frame_use (frame_id, max_confidence, scored) SELECT f.id, :confidence, true FROM frame f WHERE f.id = :frame
            ON CONFLICT (frame_id) DO UPDATE
            SET max_confidence = greatest(frame_use.max_confidence, :confidence), scored = true""";
    private static final String SELECTED = """
            INSERT INTO frame_use (frame_id, selected) SELECT f.id, true FROM frame f WHERE f.id = :frame
            ON CONFLICT (frame_id) DO UPDATE SET selected = true""";

    private final EntityManager rows;

    FrameUses(EntityManager rows) {
        this.rows = rows;
    }

    /** Keeps the highest confidence of all models. */
    void scored(List<FrameScored> scores) {
        scores.stream()
                .sorted(Comparator.comparing(FrameScored::frameId))
                .forEach(score -> rows.createNativeQuery(SCORED)
                        .setParameter("frame", score.frameId())
                        .setParameter("confidence", (float) score.boxes().stream()
                                .mapToDouble(ScoredBox::confidence)
                                .max()
                                .orElse(0))
                        .executeUpdate());
    }

    /** Frames for annotators, also of a season's draw, and pseudo-labelled ones: they are in snapshots, or may be. */
    void selected(BatchSelected batch) {
        batch.frames().stream()
                .map(selected -> selected.frame().frameId())
                .sorted()
                .forEach(frame -> rows.createNativeQuery(SELECTED)
                        .setParameter("frame", frame)
                        .executeUpdate());
    }
}
