package io.nerest.selector.pool;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.selection.SeededHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what other services say. Each method may be called twice, late, or out of order, with the same end; none
 * of them touches a campaign, so that no round ever holds up what comes in.
 */
@ApplicationScoped
public class SelectorEvents {

    private static final SeededHash LOTS = new SeededHash(0);

    private final Database database;

    public SelectorEvents(Database database) {
        this.database = database;
    }

    public void frame(FrameRegistered event) {
        upsert(event.frame(), event.capturedAt());
    }

    /** The highest revision holds; a human label takes back every pseudo-label of its frame. */
    public void label(FrameLabelled event) {
        upsert(event.frame(), null);
        UUID frameId = event.frame().frameId();
        int written = database.update(
                """
                insert into label (frame_id, revision, author, boxes, labelled_at) values (?, ?, ?, ?::jsonb, ?)
                on conflict (frame_id) do update set revision = excluded.revision, author = excluded.author,
                    boxes = excluded.boxes, labelled_at = excluded.labelled_at
                where label.revision < excluded.revision
                """, frameId, event.revision(), event.author(), json(event.boxes()), event.labelledAt());
        if (written > 0) {
            database.update("update frame set label_revision = ? where id = ?", event.revision(), frameId);
            database.update(
                    "update batch_frame set retracted = true"
                            + " where frame_id = ? and kind = 'PSEUDO_LABEL' and not retracted",
                    frameId);
        }
    }

    public void score(FrameScored event) {
        database.update(
                """
                insert into score (model_id, frame_id, boxes, embedding, scored_at) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                event.modelId(),
                event.frameId(),
                BoxCodec.encode(event.boxes()),
                BoxCodec.encode(event.embedding().values()),
                event.scoredAt());
    }

    public void model(ModelPublished event) {
        ModelPublished.Training training = event.training();
        database.update(
                """
                insert into model (id, status, event, training_id, published_at) values (?, ?, ?::jsonb, ?, ?)
                on conflict (id) do update set status = excluded.status, event = excluded.event,
                    training_id = excluded.training_id, published_at = excluded.published_at
                where model.published_at <= excluded.published_at
                """,
                event.modelId(),
                event.status(),
                json(event),
                training == null ? null : training.trainingId(),
                event.publishedAt());
    }

    public void progress(TrainingProgressed event) {
        database.update("""
                insert into training (id, state, progress, updated_at) values (?, ?, ?::jsonb, ?)
                on conflict (id) do update set state = excluded.state, progress = excluded.progress,
                    updated_at = excluded.updated_at
                where training.updated_at <= excluded.updated_at
                """, event.trainingId(), event.state(), json(event), event.at());
    }

    private void upsert(FrameRef frame, @Nullable Instant capturedAt) {
        database.update(
                """
                insert into frame (id, stream_id, bucket, object_key, etag, size, width, height, captured_at, lot)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set captured_at = excluded.captured_at
                where frame.captured_at is null and excluded.captured_at is not null
                """,
                frame.frameId(),
                frame.streamId(),
                frame.image().bucket(),
                frame.image().key(),
                frame.image().etag(),
                frame.image().size(),
                frame.width(),
                frame.height(),
                capturedAt,
                LOTS.uniform(frame.frameId()));
    }

    static String json(Object value) {
        return new String(EventJson.write(value), StandardCharsets.UTF_8);
    }
}
