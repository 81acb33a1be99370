package io.nerest.ingest.label;

import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.Topics;
import io.nerest.ingest.frame.FrameEntity;
import io.nerest.messaging.sending.Outbox;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes labels: the row and the event commit together. */
@ApplicationScoped
public class LabelService {
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_AUTHOR = 200;
    private static final int MOST_BOXES = 1_000;

    private final EntityManager database;
    private final Outbox outbox;
    private final List<String> classNames;

    LabelService(
            EntityManager database,
            Outbox outbox,
            @ConfigProperty(name = "nerest.class-names") List<String> classNames) {
        this.database = database;
        this.outbox = outbox;
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Labels a frame. A label that says what the newest one says, by the same author, is that label: nothing is stored
     * anew.
     *
     * @throws InvalidLabelException where the frame or a class is unknown, or there is no author
     */
    @Transactional(rollbackOn = Exception.class)
    public LabelView label(UUID frameId, String author, List<LabelledBox> boxes) throws InvalidLabelException {
        check(author, boxes);
        // The lock orders labels of one frame: two at once would take the same revision.
        FrameEntity frame = database.find(FrameEntity.class, frameId, LockModeType.PESSIMISTIC_WRITE);
        if (frame == null) {
            throw new InvalidLabelException(NOT_FOUND, "there is no frame " + frameId);
        }
        Optional<LabelEntity> newest = newest(frameId);
        if (newest.isPresent() && newest.get().says(author, boxes)) {
            return newest.get().toView();
        }
        int revision = newest.map(label -> label.revision + 1).orElse(1);
        // Microseconds are what the database keeps.
        Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS);
        LabelEntity label = new LabelEntity(frameId, revision, author, List.copyOf(boxes), now);
        database.persist(label);
        outbox.add(
                Topics.LABELS,
                frameId.toString(),
                new FrameLabelled(label.id, frame.toRef(), boxes, author, revision, now));
        return label.toView();
    }

    private void check(String author, List<LabelledBox> boxes) throws InvalidLabelException {
        if (author.isBlank() || author.length() > LONGEST_AUTHOR) {
            throw new InvalidLabelException(
                    UNPROCESSABLE, "'author' must name who labelled, in 1 to " + LONGEST_AUTHOR + " characters");
        }
        if (boxes.size() > MOST_BOXES) {
            throw new InvalidLabelException(
                    UNPROCESSABLE, boxes.size() + " boxes are too many; a frame has at most " + MOST_BOXES);
        }
        for (LabelledBox box : boxes) {
            if (box.classId() >= classNames.size()) {
                throw new InvalidLabelException(
                        UNPROCESSABLE,
                        "class " + box.classId() + " is unknown; classes are 0 to " + (classNames.size() - 1) + " "
                                + classNames);
            }
        }
    }

    /** A frame's labels, the newest first. */
    @Transactional
    public List<LabelView> labels(UUID frameId) {
        return database.createQuery("FROM LabelEntity WHERE frameId = :frame ORDER BY revision DESC", LabelEntity.class)
                .setParameter("frame", frameId)
                .getResultStream()
                .map(LabelEntity::toView)
                .toList();
    }

    private Optional<LabelEntity> newest(UUID frameId) {
        return database.createQuery("FROM LabelEntity WHERE frameId = :frame ORDER BY revision DESC", LabelEntity.class)
                .setParameter("frame", frameId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
