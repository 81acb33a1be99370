package io.nerest.ingest.label;

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
    /** Labels after which written rows leave the memory. */
    private static final int FLUSHED = 500;

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
        return store(
                frame,
                new LabelRevisionEntity(
                        frameId, next(newest), added, now(), key.value().orElse(null)));
    }

    private LabelView store(RegisteredFrameEntity frame, LabelRevisionEntity label) {
        labels.persist(label);
        outbox.add(Topics.LABELS, label.frameId.toString(), label.toEvent(frame.toRef()));
        return label.toView();
    }

    private static int next(Optional<LabelRevisionEntity> newest) {
        return newest.map(label -> label.revision + 1).orElse(1);
    }

    /** PostgreSQL stores microseconds. */
    private static Instant now() {
        return Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Stores a revision that says that the frame has no label any longer. If that is so already, returns the newest revision.
     *
     * @param by who withdraws it; the boxes do not count
     */
    private LabelView withdraw(UUID frameId, NewLabel by, RequestKey key) throws InvalidLabelException {
        validator.check(by.author(), List.of());
        LabelValidator.checkTool(by.tool());
        RegisteredFrameEntity frame = frames.findByIdOptional(frameId, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> unknownFrame(frameId));
        Optional<LabelRevisionEntity> repeated = key.value().flatMap(request -> labels.byRequest(frameId, request));
        if (repeated.isPresent()) {
            return repeated.get().toView();
        }
        Optional<LabelRevisionEntity> newest = labels.newest(frameId);
        if (newest.isEmpty()) {
            throw new InvalidLabelException(NOT_FOUND, "'revision': frame " + frameId + " has no label");
        }
        if (newest.get().withdrawn) {
            return newest.get().toView();
        }
        requireNewest(by, newest);
        return store(
                frame,
                LabelRevisionEntity.withdrawn(
                        frameId, next(newest), by, now(), key.value().orElse(null)));
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
     * Stores the boxes of an earlier revision as a new one: what was labelled since is undone, and kept. Revision 0, and one
     * that was withdrawn, mean that the frame had no label: the new revision says so.
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
        NewLabel undone = new NewLabel(by.author(), List.of(), by.baseRevision(), null, by.tool());
        return revision == 0 ? withdraw(frameId, undone, key) : restoreRevision(frameId, revision, undone, key);
    }

    private LabelView restoreRevision(UUID frameId, int revision, NewLabel by, RequestKey key)
            throws InvalidLabelException {
        LabelRevisionEntity earlier = labels.revision(frameId, revision)
                .orElseThrow(() -> new InvalidLabelException(
                        NOT_FOUND, "'revision': frame " + frameId + " has no revision " + revision));
        return earlier.withdrawn
                ? withdraw(frameId, by, key)
                : label(frameId, new NewLabel(by.author(), earlier.boxes, by.baseRevision(), null, by.tool()), key);
    }

    /**
     * What undoing an import did.
     *
     * @param restored frames that have their earlier label again
     * @param withdrawn frames that have no label again
     * @param kept frames that were labelled again since, and keep that label
     */
    public record Undone(UUID importId, int restored, int withdrawn, int kept) {}

    /**
     * Undoes an import: each frame whose newest label is that of the import has its earlier label again, or none. All
     * revisions are kept. Undoing it again changes nothing.
     *
     * @throws InvalidLabelException if no label belongs to the import, or the author is invalid
     */
    @Transactional(rollbackOn = Exception.class)
    public Undone undoImport(UUID importId, String author) throws InvalidLabelException {
        validator.check(author, List.of());
        List<UUID> imported = labels.framesOfImport(importId);
        if (imported.isEmpty()) {
            throw new InvalidLabelException(
                    NOT_FOUND, "import " + importId + " does not exist, or has stored no label");
        }
        NewLabel by = new NewLabel(author, List.of(), null, null, "undo of an import");
        int restored = 0;
        int withdrawn = 0;
        int number = 0;
        for (UUID frameId : imported) {
            Optional<LabelRevisionEntity> newest = labels.newest(frameId);
            if (newest.isPresent() && importId.equals(newest.get().importId)) {
                int earlier = newest.get().revision - 1;
                LabelView now = earlier == 0
                        ? withdraw(frameId, by, RequestKey.NONE)
                        : restoreRevision(frameId, earlier, by, RequestKey.NONE);
                withdrawn += now.withdrawn() == null ? 0 : 1;
                restored += now.withdrawn() == null ? 1 : 0;
            }
            if (++number % FLUSHED == 0) {
                labels.flush();
                labels.getEntityManager().clear();
            }
        }
        return new Undone(importId, restored, withdrawn, imported.size() - restored - withdrawn);
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
