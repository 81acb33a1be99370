package io.nerest.selector.engine;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.BatchSelected.SelectedFrame;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.JoinedTraces;
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
import org.jspecify.annotations.Nullable;

/** Publishes the batch of a round. It becomes part of the traces of its frames. */
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

    /** @param modelId the model that proposed the frames; null if none did */
    void publish(
            Campaign campaign,
            int round,
            BatchKind kind,
            @Nullable String modelId,
            List<BatchEntry> entries,
            Instant now) {
        String strategy = kind == BatchKind.PSEUDO_LABEL
                ? "curriculum"
                : round == 0 ? "random" : campaign.config().strategy();
        for (int from = 0; from < entries.size(); from += MAX_FRAMES) {
            publish(
                    campaign,
                    round,
                    kind,
                    strategy,
                    modelId,
                    entries.subList(from, Math.min(entries.size(), from + MAX_FRAMES)),
                    now);
        }
    }

    @SuppressWarnings("try") // the traces are closed, not used
    private void publish(
            Campaign campaign,
            int round,
            BatchKind kind,
            String strategy,
            @Nullable String modelId,
            List<BatchEntry> part,
            Instant now) {
        List<UUID> ids = part.stream().map(BatchEntry::frameId).toList();
        Map<UUID, FrameRef> frames = batches.frames(ids);
        UUID batchId = UUID.randomUUID();
        Map<String, String> attributes = Map.of(
                "nerest.batch", batchId.toString(),
                "nerest.campaign", campaign.id().toString(),
                "nerest.round", Integer.toString(round),
                "nerest.kind", kind.name());
        try (JoinedTraces traces = JoinedTraces.start("select batch", attributes, batches.traces(ids))) {
            outbox.add(
                    Topics.BATCHES,
                    campaign.id().toString(),
                    new BatchSelected(
                            batchId,
                            campaign.id(),
                            round,
                            kind,
                            strategy,
                            part.stream()
                                    .map(entry -> selected(entry, Objects.requireNonNull(frames.get(entry.frameId()))))
                                    .toList(),
                            now,
                            modelId));
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
