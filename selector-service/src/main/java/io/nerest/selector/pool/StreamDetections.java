package io.nerest.selector.pool;

import io.nerest.counting.stream.TimedDetections;
import io.nerest.selector.storage.BoxCodec;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** What a model detected on the frames of one stream, in the order of time. */
@ApplicationScoped
@Transactional
public class StreamDetections {
    private final Session session;

    public StreamDetections(Session session) {
        this.session = session;
    }

    /**
     * Returns the frames that the model has scored, with boxes in pixels.
     *
     * @param from the first time
     * @param to after the last time
     * @param most how many frames are returned at most
     */
    public List<TimedDetections> of(String streamId, String modelId, Instant from, Instant to, int most) {
        return session
                .createNativeQuery("""
                        select f.captured_at, f.width, f.height, c.boxes
                        from frame f join score c on c.frame_id = f.id and c.model_id = :model
                        where f.stream_id = :stream and f.captured_at >= :from and f.captured_at < :to
                        order by f.captured_at, f.id limit :most
                        """, Object[].class)
                .addScalar("captured_at", Instant.class)
                .addScalar("width", Integer.class)
                .addScalar("height", Integer.class)
                .addScalar("boxes", byte[].class)
                .setParameter("model", modelId)
                .setParameter("stream", streamId)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(row -> frame((Instant) row[0], (Integer) row[1], (Integer) row[2], (byte[]) row[3]))
                .toList();
    }

    private static TimedDetections frame(Instant time, int width, int height, byte[] boxes) {
        return new TimedDetections(
                time,
                BoxCodec.decode(boxes).stream()
                        .map(box -> new Detection(
                                new Box(
                                        (float) ((box.cx() - box.w() / 2) * width),
                                        (float) ((box.cy() - box.h() / 2) * height),
                                        (float) ((box.cx() + box.w() / 2) * width),
                                        (float) ((box.cy() + box.h() / 2) * height)),
                                (float) box.confidence(),
                                box.classId()))
                        .toList());
    }

    /** Returns the size of the stream's newest frame in pixels, width and height; empty if it has none. */
    public List<Integer> frameSize(String streamId) {
        return session
                .createNativeQuery("""
                        select f.width, f.height from frame f
                        where f.stream_id = :stream and f.captured_at is not null
                        order by f.captured_at desc limit 1
                        """, Object[].class)
                .addScalar("width", Integer.class)
                .addScalar("height", Integer.class)
                .setParameter("stream", streamId)
                .getResultList()
                .stream()
                .flatMap(row -> List.of((Integer) row[0], (Integer) row[1]).stream())
                .toList();
    }
}
