package io.nerest.simulator.oracle;

import io.nerest.simulator.dataset.Label;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.stream.FishBox;
import java.util.ArrayList;
import java.util.List;

/**
 * How an annotator errs. The errors on a frame depend on the seed and the frame's name alone.
 *
 * @param jitter standard deviation of each edge, as a share of the box's size; 0 to 0.5
 * @param misses share of the objects it overlooks; 0 to 1
 * @param seed another seed errs elsewhere
 */
public record Noise(double jitter, double misses, long seed) {
    /** An annotator who never errs. */
    public static final Noise NONE = new Noise(0, 0, 0);

    public Noise {
        if (!(jitter >= 0 && jitter <= 0.5)) {
            throw new IllegalArgumentException("an annotator's jitter is 0 to 0.5 of a box, not " + jitter);
        }
        if (!(misses >= 0 && misses <= 1)) {
            throw new IllegalArgumentException("the share an annotator misses is 0 to 1, not " + misses);
        }
    }

    List<Label> applyTo(List<Label> truth, String frame) {
        if (jitter == 0 && misses == 0) {
            return truth;
        }
        Draws draws = Draws.of(seed, frame.chars().asLongStream().toArray());
        List<Label> seen = new ArrayList<>();
        for (Label label : truth) {
            FishBox box = jittered(label.box(), draws);
            if (!draws.chance(misses)) {
                seen.add(new Label(label.classId(), box));
            }
        }
        return List.copyOf(seen);
    }

    private FishBox jittered(FishBox box, Draws draws) {
        double left = within(box.left() + draws.normal() * jitter * box.width());
        double right = within(box.right() + draws.normal() * jitter * box.width());
        double top = within(box.top() + draws.normal() * jitter * box.height());
        double bottom = within(box.bottom() + draws.normal() * jitter * box.height());
        boolean collapsed = right - left < 0.2 * box.width() || bottom - top < 0.2 * box.height();
        return collapsed ? box : new FishBox((left + right) / 2, (top + bottom) / 2, right - left, bottom - top);
    }

    private static double within(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
