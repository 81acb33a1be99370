package io.nerest.selector.season;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.BatchSelected.SelectedFrame;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Publishes the frames of a draw as a batch for annotators, with the season in place of a campaign: ingest then keeps their
 * images.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class DrawPublisher {
    private static final String STRATEGY = "season-count";
    /** As of a round: with more, an event could exceed the broker's limit of a megabyte. */
    private static final int MOST_FRAMES = 500;

    private final Session session;
    private final Outbox outbox;
    private final Clock clock;

    DrawPublisher(Session session, Outbox outbox, Clock clock) {
        this.session = session;
        this.outbox = outbox;
        this.clock = clock;
    }

    void publish(UUID season, int round) {
        List<SelectedFrame> frames = frames(season, round);
        Instant now = clock.instant();
        for (int from = 0; from < frames.size(); from += MOST_FRAMES) {
            outbox.add(
                    Topics.BATCHES,
                    season.toString(),
                    new BatchSelected(
                            UUID.randomUUID(),
                            season,
                            round,
                            BatchKind.LABEL,
                            STRATEGY,
                            frames.subList(from, Math.min(frames.size(), from + MOST_FRAMES)),
                            now));
        }
    }

    private List<SelectedFrame> frames(UUID season, int round) {
        List<SelectedFrame> frames = new ArrayList<>();
        session.createNativeQuery("""
                        select f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height,
                            min(d.place) as place, min(d.probability) as probability
                        from season_draw d join frame f on f.id = d.frame_id
                        where d.season_id = :season and d.round = :round group by f.id order by place
                        """, Tuple.class)
                .setParameter("season", season)
                .setParameter("round", round)
                .getResultStream()
                .forEach(row -> frames.add(new SelectedFrame(
                        frame(row),
                        row.get("place", Integer.class),
                        row.get("probability", Double.class),
                        "drawn for the count of a season",
                        List.of())));
        return frames;
    }

    private static FrameRef frame(Tuple row) {
        return new FrameRef(
                row.get("id", UUID.class),
                row.get("stream_id", String.class),
                new ObjectRef(
                        row.get("bucket", String.class),
                        row.get("object_key", String.class),
                        row.get("etag", String.class),
                        row.get("size", Long.class)),
                row.get("width", Integer.class),
                row.get("height", Integer.class));
    }
}
