package io.nerest.ingest.annotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** The rows of what was stored of CVAT's jobs. Each method is a transaction of its own. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class CvatProgress {
    private final EntityManager rows;

    CvatProgress(EntityManager rows) {
        this.rows = rows;
    }

    /** Returns whether a whole job was stored as it was at a time. */
    boolean hasJob(long job, String updatedAt) {
        return !rows.createNativeQuery(
                        "SELECT job_id FROM cvat_job WHERE job_id = :job AND updated_at = :updated", Long.class)
                .setParameter("job", job)
                .setParameter("updated", updatedAt)
                .getResultList()
                .isEmpty();
    }

    void noteJob(long job, String updatedAt) {
        rows.createNativeQuery("""
                INSERT INTO cvat_job (job_id, updated_at) VALUES (:job, :updated)
                ON CONFLICT (job_id) DO UPDATE SET updated_at = EXCLUDED.updated_at""")
                .setParameter("job", job)
                .setParameter("updated", updatedAt)
                .executeUpdate();
    }

    /** Returns whether an annotation is the one that was stored last of a job's frame. */
    boolean hasFrame(long job, UUID frame, String digest) {
        return !rows.createNativeQuery(
                        "SELECT digest FROM cvat_frame WHERE frame_id = :frame AND job_id = :job AND digest = :digest",
                        String.class)
                .setParameter("frame", frame)
                .setParameter("job", job)
                .setParameter("digest", digest)
                .getResultList()
                .isEmpty();
    }

    void noteFrame(long job, UUID frame, String digest) {
        rows.createNativeQuery("""
                INSERT INTO cvat_frame (frame_id, job_id, digest) VALUES (:frame, :job, :digest)
                ON CONFLICT (frame_id, job_id) DO UPDATE SET digest = EXCLUDED.digest""")
                .setParameter("frame", frame)
                .setParameter("job", job)
                .setParameter("digest", digest)
                .executeUpdate();
    }
}
