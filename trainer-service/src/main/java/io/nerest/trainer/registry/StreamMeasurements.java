package io.nerest.trainer.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/** Stored metrics of models on each stream of their campaign's validation set. */
@ApplicationScoped
@Transactional
public class StreamMeasurements {
    private static final String STORE = """
            INSERT INTO model_stream_metric (model_id, stream_id, images, objects, map50, map5095, precision_, recall)
            VALUES (:model, :stream, :images, :objects, :map50, :map5095, :precision, :recall)
            ON CONFLICT (model_id, stream_id) DO NOTHING""";

    private static final String OF_MODEL = """
            SELECT stream_id, images, objects, map50, map5095, precision_, recall
            FROM model_stream_metric WHERE model_id = :model ORDER BY stream_id""";

    private final Session session;

    StreamMeasurements(Session session) {
        this.session = session;
    }

    /** Stores the metrics of a published model; those that are stored stay. */
    public void store(String modelId, List<StreamMetrics> streams) {
        for (StreamMetrics stream : streams) {
            session.createNativeMutationQuery(STORE)
                    .setParameter("model", modelId)
                    .setParameter("stream", stream.streamId())
                    .setParameter("images", stream.images())
                    .setParameter("objects", stream.objects())
                    .setParameter("map50", stream.map50())
                    .setParameter("map5095", stream.map5095())
                    .setParameter("precision", stream.precision())
                    .setParameter("recall", stream.recall())
                    .executeUpdate();
        }
    }

    /** Returns the metrics of a model by stream; empty if it was not measured by stream. */
    public List<StreamMetrics> of(String modelId) {
        return session.createNativeQuery(OF_MODEL, Object[].class)
                .setParameter("model", modelId)
                .getResultStream()
                .map(row -> new StreamMetrics(
                        (String) row[0],
                        (Integer) row[1],
                        (Integer) row[2],
                        (Double) row[3],
                        (Double) row[4],
                        (Double) row[5],
                        (Double) row[6]))
                .toList();
    }
}
