package io.nerest.selector.pool;

import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.sending.TraceParent;
import io.nerest.selection.round.SampleWindow;
import io.nerest.selector.storage.BoxCodec;
import io.nerest.selector.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/**
 * Stores what other services publish. Each method may be called twice, late or out of order with the same result. None of
 * them changes a campaign, so no round ever delays an event.
 */
@ApplicationScoped
@Transactional
public class SelectorEvents {

    private final Session session;
    private final Event<InputStored> inputs;

    SelectorEvents(Session session, Event<InputStored> inputs) {
        this.session = session;
        this.inputs = inputs;
    }

    /**
     * Stores a frame, and the current trace if it is recorded. A frame that has expired and was registered again later is in the
     * pools again.
     */
    public void frame(FrameRegistered event) {
        upsert(event.frame(), event.capturedAt(), event.registeredAt());
        TraceParent.ofCurrentTrace()
                .ifPresent(trace -> sql("update frame set trace_parent = :trace where id = :frame")
                        .setParameter("trace", trace)
                        .setParameter("frame", event.frame().frameId())
                        .executeUpdate());
    }

    /**
     * Stores a human label if its revision is the highest so far; it retracts every pseudo-label of its frame. After a withdrawn
     * label the frame is in the pool again; its row keeps the revision, so that an older event changes nothing.
     */
    public void label(FrameLabelled event) {
        inputs.fire(new InputStored());
        upsert(event.frame(), null, null);
        UUID frameId = event.frame().frameId();
        int written = sql("""
                        insert into label (frame_id, revision, author, boxes, labelled_at)
                        values (:frame, :revision, :author, cast(:boxes as jsonb), :labelledAt)
                        on conflict (frame_id) do update set revision = excluded.revision, author = excluded.author,
                            boxes = excluded.boxes, labelled_at = excluded.labelled_at
                        where label.revision < excluded.revision
                        """)
                .setParameter("frame", frameId)
                .setParameter("revision", event.revision())
                .setParameter("author", event.author())
                .setParameter("boxes", StoredJson.write(event.boxes()))
                .setParameter("labelledAt", event.labelledAt())
                .executeUpdate();
        if (written > 0) {
            sql("update frame set label_revision = cast(:revision as int) where id = :frame")
                    .setParameter("revision", event.removesLabel() ? null : event.revision())
                    .setParameter("frame", frameId)
                    .executeUpdate();
            sql("""
                    update batch_frame set retracted = true
                    where frame_id = :frame and kind = 'PSEUDO_LABEL' and not retracted
                    """).setParameter("frame", frameId).executeUpdate();
        }
    }

    /** Stores what a model detects on a frame. The first event counts: a model scores a frame always alike. */
    public void score(FrameScored event) {
        inputs.fire(new InputStored());
        sql("""
                insert into score (model_id, frame_id, boxes, embedding, scored_at)
                values (:model, :frame, :boxes, :embedding, :scoredAt) on conflict do nothing
                """)
                .setParameter("model", event.modelId())
                .setParameter("frame", event.frameId())
                .setParameter("boxes", BoxCodec.encode(event.boxes()))
                .setParameter("embedding", BoxCodec.encode(event.embedding().values()))
                .setParameter("scoredAt", event.scoredAt())
                .executeUpdate();
    }

    /**
     * Stores a model if this is its newest publication.
     *
     * @return false if a later publication is stored
     */
    public boolean model(ModelPublished event) {
        inputs.fire(new InputStored());
        ModelPublished.Training training = event.training();
        int written = sql("""
                insert into model (id, status, event, training_id, published_at)
                values (:id, :status, cast(:event as jsonb), cast(:training as uuid), :publishedAt)
                on conflict (id) do update set status = excluded.status, event = excluded.event,
                    training_id = excluded.training_id, published_at = excluded.published_at
                where model.published_at <= excluded.published_at
                """)
                .setParameter("id", event.modelId())
                .setParameter("status", event.status().name())
                .setParameter("event", StoredJson.write(event))
                .setParameter(
                        "training",
                        training == null ? null : training.trainingId().toString(),
                        String.class)
                .setParameter("publishedAt", event.publishedAt())
                .executeUpdate();
        return written > 0;
    }

    /**
     * Stores that no model can score a frame; it leaves every pool. The first reason counts. Of a frame that has expired the time
     * is stored too, unless it was registered again later.
     */
    public void unscorable(FrameUnscorable event) {
        inputs.fire(new InputStored());
        upsert(event.frame(), null, null);
        if (event.hasExpired()) {
            sql("""
                    update frame set unscorable = coalesce(unscorable, :reason), expired_at = least(:at, now())
                    where id = :frame and expired_at is null and (registered_at is null or registered_at <= :at)
                    """)
                    .setParameter("reason", event.reason())
                    .setParameter("at", event.at())
                    .setParameter("frame", event.frame().frameId())
                    .executeUpdate();
            return;
        }
        sql("update frame set unscorable = :reason where id = :frame and unscorable is null")
                .setParameter("reason", event.reason())
                .setParameter("frame", event.frame().frameId())
                .executeUpdate();
    }

    /** Stores the progress of a training if it is the newest, or the last. No time in the future hides what comes later. */
    public void progress(TrainingProgressed reported) {
        inputs.fire(new InputStored());
        Instant now = Instant.now(Clock.systemUTC());
        TrainingProgressed event = reported.at().isAfter(now) ? reported.withTime(now) : reported;
        sql("""
                insert into training (id, state, progress, updated_at)
                values (:id, :state, cast(:progress as jsonb), :at)
                on conflict (id) do update set state = excluded.state, progress = excluded.progress,
                    updated_at = excluded.updated_at
                where training.updated_at <= excluded.updated_at or excluded.state in ('FINISHED', 'FAILED')
                """)
                .setParameter("id", event.trainingId())
                .setParameter("state", event.state().name())
                .setParameter("progress", StoredJson.write(event))
                .setParameter("at", event.at())
                .executeUpdate();
        if (event.state() == TrainingProgressed.State.EPOCH) {
            // A training that was resumed reports the epoch after its checkpoint again: the later report counts.
            sql("""
                    insert into training_epoch (training_id, epoch, progress)
                    values (:id, :epoch, cast(:progress as jsonb))
                    on conflict (training_id, epoch) do update set progress = excluded.progress
                    """)
                    .setParameter("id", event.trainingId())
                    .setParameter("epoch", event.epoch())
                    .setParameter("progress", StoredJson.write(event))
                    .executeUpdate();
        }
    }

    /** Stores that the trainer rejected a request, as a failed training. */
    public void rejected(TrainingRequested request, String reason, Instant at) {
        progress(new TrainingProgressed(
                request.trainingId(),
                request.campaignId(),
                request.round(),
                TrainingProgressed.State.FAILED,
                0,
                0,
                null,
                null,
                0,
                "the trainer rejected the request: " + reason,
                at));
    }

    /** Stores that scoring rejected a request; the first reason of a round counts. */
    public void rejected(ScoringRequested request, String reason, Instant at) {
        inputs.fire(new InputStored());
        sql("""
                insert into rejected_scoring (campaign_id, round, reason, rejected_at)
                values (:campaign, :round, :reason, :at) on conflict do nothing
                """)
                .setParameter("campaign", request.campaignId())
                .setParameter("round", request.round())
                .setParameter("reason", reason)
                .setParameter("at", at)
                .executeUpdate();
    }

    private void upsert(FrameRef frame, @Nullable Instant capturedAt, @Nullable Instant registeredAt) {
        sql("""
                insert into frame (id, stream_id, bucket, object_key, etag, size, width, height, captured_at, registered_at, random_key)
                values (:id, :stream, :bucket, :key, :etag, :size, :width, :height, :capturedAt, :registeredAt, :randomKey)
                on conflict (id) do update set captured_at = excluded.captured_at, registered_at = excluded.registered_at,
                    bucket = excluded.bucket, object_key = excluded.object_key, etag = excluded.etag, size = excluded.size,
                    unscorable = case when frame.expired_at < excluded.registered_at then null else frame.unscorable end,
                    expired_at = case when frame.expired_at < excluded.registered_at then null else frame.expired_at end
                where frame.captured_at is null and excluded.captured_at is not null
                    or frame.registered_at < excluded.registered_at or frame.expired_at < excluded.registered_at
                """)
                .setParameter("id", frame.frameId())
                .setParameter("stream", frame.streamId())
                .setParameter("bucket", frame.image().bucket())
                .setParameter("key", frame.image().key())
                .setParameter("etag", frame.image().etag())
                .setParameter("size", frame.image().size())
                .setParameter("width", frame.width())
                .setParameter("height", frame.height())
                .setParameter("capturedAt", capturedAt, Instant.class)
                .setParameter("registeredAt", registeredAt, Instant.class)
                .setParameter("randomKey", SampleWindow.randomKey(frame.frameId()))
                .executeUpdate();
    }

    private MutationQuery sql(String statement) {
        return session.createNativeMutationQuery(statement);
    }
}
