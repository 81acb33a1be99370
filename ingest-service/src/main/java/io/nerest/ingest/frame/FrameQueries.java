package io.nerest.ingest.frame;

import io.nerest.ingest.object.ObjectOutcome;
import io.nerest.ingest.object.OutcomeCountRepository;
import io.nerest.service.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads frames for REST. */
@ApplicationScoped
public class FrameQueries {
    private final RegisteredFrameRepository frames;
    private final OutcomeCountRepository counts;

    FrameQueries(RegisteredFrameRepository frames, OutcomeCountRepository counts) {
        this.frames = frames;
        this.counts = counts;
    }

    /**
     * Returns a frame.
     *
     * @throws ProblemException 404 if the frame does not exist
     */
    @Transactional
    public RegisteredFrameEntity byId(UUID id) {
        return frames.findByIdOptional(id)
                .orElseThrow(() -> new ProblemException(404, "frame " + id + " does not exist"));
    }

    /**
     * Returns a page of frames in the order of registration.
     *
     * @param after id of the last frame of the previous page
     * @throws ProblemException 404 if that frame does not exist
     */
    @Transactional
    public List<FrameView> page(@Nullable String stream, @Nullable UUID after, int limit) {
        RegisteredFrameEntity last = after == null ? null : byId(after);
        return frames.page(stream, last, limit).stream()
                .map(RegisteredFrameEntity::toView)
                .toList();
    }

    @Transactional
    public FrameCounts counts() {
        return new FrameCounts(
                frames.count(), counts.total(ObjectOutcome.DUPLICATE), counts.total(ObjectOutcome.REJECTED));
    }
}
