package io.nerest.simulator.oracle;

import io.nerest.simulator.random.Draws;
import io.nerest.vision.box.LabelledBox;
import java.util.ArrayList;
import java.util.List;

/**
 * The errors of a simulated annotator. The errors on a frame depend only on the seed and the frame's name.
 *
 * @param jitter standard deviation of each edge as a fraction of the box's size, 0 to 0.5
 * @param misses fraction of the objects that are not labelled, 0 to 1
 * @param seed seed of the random errors
 */
public record Noise(double jitter, double misses, long seed) {
    /** No errors. */
    public static final Noise NONE = new Noise(0, 0, 0);

    /** A box that jitter shrinks below this fraction of its size is left unchanged. */
    private static final double SMALLEST_SIZE = 0.2;

    public Noise {
        if (!(jitter >= 0 && jitter <= 0.5)) {
            throw new IllegalArgumentException("jitter must be 0 to 0.5 of the box size, not " + jitter);
        }
        if (!(misses >= 0 && misses <= 1)) {
            throw new IllegalArgumentException("misses must be 0 to 1, not " + misses);
        }
    }

    List<LabelledBox> applyTo(List<LabelledBox> truth, String frame) {
        if (jitter == 0 && misses == 0) {
            return truth;
        }
        Draws draws = Draws.of(seed, frame.chars().asLongStream().toArray());
        List<LabelledBox> labelled = new ArrayList<>();
        for (LabelledBox box : truth) {
            LabelledBox jittered = jittered(box, draws);
            if (!draws.chance(misses)) {
                labelled.add(jittered);
            }
        }
        return List.copyOf(labelled);
    }

    private LabelledBox jittered(LabelledBox box, Draws draws) {
        double left = clamp(box.left() + draws.normal() * jitter * box.w());
        double right = clamp(box.right() + draws.normal() * jitter * box.w());
        double top = clamp(box.top() + draws.normal() * jitter * box.h());
        double bottom = clamp(box.bottom() + draws.normal() * jitter * box.h());
        boolean collapsed = right - left < SMALLEST_SIZE * box.w() || bottom - top < SMALLEST_SIZE * box.h();
        return collapsed
                ? box
                : new LabelledBox(box.classId(), (left + right) / 2, (top + bottom) / 2, right - left, bottom - top);
    }

    private static double clamp(double fraction) {
        return Math.max(0, Math.min(1, fraction));
    }
}
