package io.nerest.ingest.label;

import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.Topics;
import io.nerest.ingest.frame.RegisteredFrameEntity;
import io.nerest.ingest.frame.RegisteredFrameRepository;
import io.nerest.ingest.idempotency.RequestKey;
import io.nerest.messaging.sending.Outbox;
import io.nerest.service.http.ProblemException;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores labels. The label and its event commit together. */
@ApplicationScoped
public class LabelService {
    private static final int NOT_FOUND = 404;

    private final RegisteredFrameRepository frames;
    private final LabelRevisionRepository labels;
    private final Outbox outbox;
    private final LabelValidator validator;

    LabelService(RegisteredFrameRepository frames, LabelRevisionRepository labels, Outbox outbox, LabelConfig config) {
        this.frames = frames;
        this.labels = labels;
        this.outbox = outbox;
        this.validator = new LabelValidator(config.classNames());
    }

    /**
     * Stores a new revision of a frame's label. If the newest revision has the same author and boxes, returns that revision
     * and stores nothing. If the same request has stored a revision of this frame, returns that one.
     *
     * @throws InvalidLabelException if the frame does not exist, or the author or a box is invalid
     * @throws LabelConflictException if the label names a base revision that is not the newest
     */
    @Transactional(rollbackOn = Exception.class)
    public LabelView label(UUID frameId, NewLabel added, RequestKey key) throws InvalidLabelException {
        validator.check(added.author(), added.boxes());
        LabelValidator.checkTool(added.tool());
        // The lock serialises labels of one frame: without it two transactions would take the same revision.
        RegisteredFrameEntity frame = frames.findByIdOptional(frameId, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> unknownFrame(frameId));
        Optional<LabelRevisionEntity> repeated = key.value().flatMap(request -> labels.byRequest(frameId, request));
        if (repeated.isPresent()) {
            return repeated.get().toView();
        }
        Optional<LabelRevisionEntity> newest = labels.newest(frameId);
        if (newest.isPresent() && newest.get().hasContent(added.author(), added.boxes())) {
            return newest.get().toView();
        }
        requireNewest(added, newest);
        int revision = newest.map(label -> label.revision + 1).orElse(1);
        // PostgreSQL stores microseconds.
        Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS);
        LabelRevisionEntity label = new LabelRevisionEntity(
                frameId, revision, added, now, key.value().orElse(null));
        labels.persist(label);
        outbox.add(
                Topics.LABELS,
                frameId.toString(),
                new FrameLabelled(
                        label.id, frame.toRef(), added.boxes(), added.author(), revision, now, added.effort()));
        return label.toView();
    }

    private static void requireNewest(NewLabel added, Optional<LabelRevisionEntity> newest) {
        Integer base = added.baseRevision();
        if (base == null
                || base == newest.map(label -> label.revision).orElse(0).intValue()) {
            return;
        }
        throw newest.<RuntimeException>map(label -> new LabelConflictException(base, label.toView()))
                .orElseGet(() -> ProblemException.invalid(
                        "baseRevision", "is " + base + ", but the frame has no label; send 0, or no 'baseRevision'"));
    }

    /**
     * Checks a label without storing it.
     *
     * @throws InvalidLabelException if the author or a box is invalid
     */
    public void check(String author, List<LabelledBox> boxes) throws InvalidLabelException {
        validator.check(author, boxes);
    }

    /**
     * Stores the boxes of an earlier revision as a new one: what was labelled since is undone, and kept.
     *
     * @param by who restores it, with the newest revision that they saw as base revision
     * @throws InvalidLabelException if the frame or the revision does not exist, or a field is invalid
     * @throws LabelConflictException if the base revision is not the newest
     */
    @Transactional(rollbackOn = Exception.class)
    public LabelView restore(UUID frameId, int revision, RestoreRequest by, RequestKey key)
            throws InvalidLabelException {
        if (frames.findByIdOptional(frameId).isEmpty()) {
            throw unknownFrame(frameId);
        }
        LabelRevisionEntity earlier = labels.revision(frameId, revision)
                .orElseThrow(() -> new InvalidLabelException(
                        NOT_FOUND, "'revision': frame " + frameId + " has no revision " + revision));
        return label(frameId, new NewLabel(by.author(), earlier.boxes, by.baseRevision(), null, by.tool()), key);
    }

    /**
     * Returns all revisions of a frame's label, the newest first.
     *
     * @throws InvalidLabelException if the frame does not exist
     */
    @Transactional(rollbackOn = Exception.class)
    public List<LabelView> labels(UUID frameId) throws InvalidLabelException {
        if (frames.findByIdOptional(frameId).isEmpty()) {
            throw unknownFrame(frameId);
        }
        return labels.ofFrame(frameId).stream().map(LabelRevisionEntity::toView).toList();
    }

    private static InvalidLabelException unknownFrame(UUID frameId) {
        return new InvalidLabelException(NOT_FOUND, "'frameId': frame " + frameId + " does not exist");
    }
}
