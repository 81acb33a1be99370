package io.nerest.ingest.label;

import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.LabelEffort;
import io.nerest.vision.box.LabelledBox;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One revision of a frame's label. The highest revision is valid. Rows never change. */
@Entity
@Table(name = "label")
@SuppressWarnings("NullAway.Init")
public class LabelRevisionEntity {
    @Id
    UUID id;

    @Column(name = "frame_id")
    UUID frameId;

    int revision;
    String author;

    @Convert(converter = BoxesConverter.class)
    List<LabelledBox> boxes;

    @Column(name = "labelled_at")
    Instant labelledAt;

    @Column(name = "request_key")
    @Nullable String requestKey;

    @Convert(converter = EffortConverter.class)
    @Nullable LabelEffort effort;

    @Nullable String tool;

    boolean withdrawn;

    @Column(name = "import_id")
    @Nullable UUID importId;

    /** For Hibernate. */
    protected LabelRevisionEntity() {}

    LabelRevisionEntity(UUID frameId, int revision, NewLabel label, Instant labelledAt, @Nullable String requestKey) {
        this.id = UUID.randomUUID();
        this.frameId = frameId;
        this.revision = revision;
        this.author = label.author();
        this.boxes = label.boxes();
        this.effort = label.effort();
        this.tool = label.tool();
        this.labelledAt = labelledAt;
        this.requestKey = requestKey;
        this.importId = label.importId();
    }

    /** A revision that says that the frame has no label any longer. */
    static LabelRevisionEntity withdrawn(
            UUID frameId, int revision, NewLabel label, Instant labelledAt, @Nullable String requestKey) {
        LabelRevisionEntity withdrawn = new LabelRevisionEntity(frameId, revision, label, labelledAt, requestKey);
        withdrawn.boxes = List.of();
        withdrawn.withdrawn = true;
        return withdrawn;
    }

    boolean hasContent(String otherAuthor, List<LabelledBox> otherBoxes) {
        return !withdrawn && author.equals(otherAuthor) && boxes.equals(otherBoxes);
    }

    FrameLabelled toEvent(FrameRef frame) {
        return new FrameLabelled(
                id, frame, List.copyOf(boxes), author, revision, labelledAt, effort, withdrawn ? true : null);
    }

    LabelView toView() {
        return new LabelView(
                id, frameId, revision, author, List.copyOf(boxes), labelledAt, effort, tool, withdrawn ? true : null);
    }
}
