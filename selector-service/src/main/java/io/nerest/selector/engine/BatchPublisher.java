package io.nerest.selector.engine;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.BatchSelected.SelectedFrame;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.storage.BatchEntry;
import io.nerest.selector.storage.Batches;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Publishes the batch of a round. */
@ApplicationScoped
public class BatchPublisher {

    /** Frames of one event: with more, it could exceed the broker's limit of a megabyte. */
    private static final int MAX_FRAMES = 500;

    private final Batches batches;
    private final Outbox outbox;

    public BatchPublisher(Batches batches, Outbox outbox) {
        this.batches = batches;
        this.outbox = outbox;
    }

    void publish(Campaign campaign, int round, BatchKind kind, List<BatchEntry> entries, Instant now) {
        String strategy = kind == BatchKind.PSEUDO_LABEL
                ? "curriculum"
                : round == 0 ? "random" : campaign.config().strategy();
        for (int from = 0; from < entries.size(); from += MAX_FRAMES) {
            List<BatchEntry> part = entries.subList(from, Math.min(entries.size(), from + MAX_FRAMES));
            Map<UUID, FrameRef> frames =
                    batches.frames(part.stream().map(BatchEntry::frameId).toList());
            outbox.add(
                    Topics.BATCHES,
                    campaign.id().toString(),
                    new BatchSelected(
                            UUID.randomUUID(),
                            campaign.id(),
                            round,
                            kind,
                            strategy,
                            part.stream()
                                    .map(entry -> selected(entry, Objects.requireNonNull(frames.get(entry.frameId()))))
                                    .toList(),
                            now));
        }
    }

    private static SelectedFrame selected(BatchEntry entry, FrameRef frame) {
        return new SelectedFrame(
                frame,
                entry.rank(),
                entry.score(),
                entry.reason(),
                entry.boxes().stream()
                        .filter(box -> box.w() > 0 && box.h() > 0)
                        .map(BatchPublisher::label)
                        .toList(),
                entry.ignored().stream()
                        .map(box -> new IgnoreRegion(box.cx(), box.cy(), box.w(), box.h()))
                        .toList());
    }

    private static LabelledBox label(ScoredBox box) {
        return new LabelledBox(box.classId(), box.cx(), box.cy(), box.w(), box.h());
    }
}
