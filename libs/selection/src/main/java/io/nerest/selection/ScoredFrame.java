package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A frame without a label, as one model (or several) sees it.
 *
 * @param frameId which frame
 * @param streamId the camera it comes from
 * @param capturedAt when the camera took it
 * @param boxes what the campaign's model detects; empty where it sees nothing
 * @param embedding the model's features; length 0 where there are none. Not copied: a pool may hold a gigabyte of them
 * @param committee what each further model detects, for {@code committee} alone; empty otherwise
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

    /** Whether no model has a box on it. */
    boolean seesNothing() {
        return boxes.isEmpty() && committee.stream().allMatch(List::isEmpty);
    }

    /** The same frame with only the boxes that are at least this sure. */
    ScoredFrame withBoxesFrom(double minConfidence) {
        List<ScoredBox> sure = from(boxes, minConfidence);
        if (sure.size() == boxes.size()
                && committee.stream().flatMap(List::stream).allMatch(box -> box.confidence() >= minConfidence)) {
            return this;
        }
        return new ScoredFrame(
                frameId,
                streamId,
                capturedAt,
                sure,
                embedding,
                committee.stream().map(seen -> from(seen, minConfidence)).toList());
    }

    /** Those boxes that are at least so sure. */
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
