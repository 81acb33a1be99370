package io.nerest.video.sampling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies a sampler to a video and keeps the frames before the current one, for bursts that begin before their motion.
 *
 * @param <F> a frame
 */
public final class FrameSelection<F> implements AutoCloseable {
    private final FrameSampler sampler;
    private final Consumer<F> release;
    private final Deque<Kept<F>> kept = new ArrayDeque<>();

    /** @param release frees a frame that was not taken */
    public FrameSelection(FrameSampler sampler, Consumer<F> release) {
        this.sampler = sampler;
        this.release = release;
    }

    private record Kept<F>(F frame, double seconds) {}

    public boolean needsImage() {
        return sampler.needsImage();
    }

    /**
     * Returns the frames to take now, the oldest first. Each frame is returned or released once.
     *
     * @param image null if the rule needs none
     * @param seconds the frame's time on the video's own clock
     */
    public List<F> offer(F frame, @Nullable GreyImage image, double seconds) {
        FrameSampler.Choice choice = sampler.next(image, seconds);
        List<F> taken = new ArrayList<>();
        if (choice == FrameSampler.Choice.TAKE_WITH_LEAD) {
            kept.forEach(before -> taken.add(before.frame()));
            kept.clear();
        }
        if (choice == FrameSampler.Choice.SKIP) {
            keep(frame, seconds);
        } else {
            // Frames before a taken one may not be taken later: the order is that of the video.
            releaseKept();
            taken.add(frame);
        }
        return taken;
    }

    private void keep(F frame, double seconds) {
        double lead = sampler.leadSeconds();
        Kept<F> last = kept.peekLast();
        boolean tooSoon = last != null && seconds - last.seconds() < 1 / sampler.leadRate() - 0.002;
        if (lead <= 0 || (tooSoon && seconds >= (last == null ? seconds : last.seconds()))) {
            release.accept(frame);
            return;
        }
        kept.addLast(new Kept<>(frame, seconds));
        while (!kept.isEmpty() && Math.abs(seconds - kept.getFirst().seconds()) > lead) {
            release.accept(kept.removeFirst().frame());
        }
    }

    private void releaseKept() {
        kept.forEach(before -> release.accept(before.frame()));
        kept.clear();
    }

    @Override
    public void close() {
        releaseKept();
    }
}
