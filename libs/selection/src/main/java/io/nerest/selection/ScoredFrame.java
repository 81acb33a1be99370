package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A frame without a label and what one or several models detect on it.
 *
 * @param streamId the camera it comes from
 * @param capturedAt when the camera captured it
 * @param boxes what the campaign's newest model detects
 * @param embedding the model's features; of length 0 if there are none. Not copied: a pool may hold a gigabyte of them
 * @param committee what each further member of a committee detects; empty without a committee
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the frame id; a copy per access would double the pool's memory
public record ScoredFrame(
        UUID frameId,
        String streamId,
        Instant capturedAt,
        List<ScoredBox> boxes,
        float[] embedding,
        List<List<ScoredBox>> committee) {

    public ScoredFrame {
        boxes = List.copyOf(boxes);
        committee = List.copyOf(committee);
    }

    public ScoredFrame(UUID frameId, String streamId, Instant capturedAt, List<ScoredBox> boxes, float[] embedding) {
        this(frameId, streamId, capturedAt, boxes, embedding, List.of());
    }

    /** The same frame with the detections of further models. */
    public ScoredFrame withCommittee(List<List<ScoredBox>> detections) {
        return new ScoredFrame(frameId, streamId, capturedAt, boxes, embedding, detections);
    }

    /** Whether no model detects anything on it. */
    boolean hasNoDetections() {
        return boxes.isEmpty() && committee.stream().allMatch(List::isEmpty);
    }

    /** The same frame with only the boxes of at least this confidence. */
    ScoredFrame withBoxesFrom(double minConfidence) {
        List<ScoredBox> confident = from(boxes, minConfidence);
        if (confident.size() == boxes.size()
                && committee.stream().flatMap(List::stream).allMatch(box -> box.confidence() >= minConfidence)) {
            return this;
        }
        return new ScoredFrame(
                frameId,
                streamId,
                capturedAt,
                confident,
                embedding,
                committee.stream().map(seen -> from(seen, minConfidence)).toList());
    }

    /** Returns the boxes of at least this confidence. */
    static List<ScoredBox> from(List<ScoredBox> boxes, double minConfidence) {
        for (ScoredBox box : boxes) {
            if (box.confidence() < minConfidence) {
                return boxes.stream()
                        .filter(one -> one.confidence() >= minConfidence)
                        .toList();
            }
        }
        return boxes;
    }
}
