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
    public List<FrameView> page(FrameFilter filter, @Nullable UUID after, int limit) {
        RegisteredFrameEntity last = after == null ? null : byId(after);
        return views(frames.page(filter, last, 0, limit));
    }

    /** Returns a page of frames in the order of registration, after some that are skipped. */
    @Transactional
    public List<FrameView> skippedTo(FrameFilter filter, int skip, int limit) {
        return views(frames.page(filter, null, skip, limit));
    }

    /** Returns how many frames match. */
    @Transactional
    public long count(FrameFilter filter) {
        return frames.count(filter);
    }

    /** Returns the frames of the same stream that were captured before a frame, the last first. */
    @Transactional
    public List<FrameView> before(UUID id, int limit) {
        return views(frames.before(byId(id), limit));
    }

    /** Returns the frames of the same stream that were captured after a frame, the first first. */
    @Transactional
    public List<FrameView> after(UUID id, int limit) {
        return views(frames.after(byId(id), limit));
    }

    private static List<FrameView> views(List<RegisteredFrameEntity> frames) {
        return frames.stream().map(RegisteredFrameEntity::toView).toList();
    }

    @Transactional
    public FrameCounts counts() {
        return new FrameCounts(
                frames.count(), counts.total(ObjectOutcome.DUPLICATE), counts.total(ObjectOutcome.REJECTED));
    }
}
