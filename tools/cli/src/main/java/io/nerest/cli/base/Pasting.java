package io.nerest.cli.base;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.GroundTruth;
import java.util.random.RandomGenerator;

/** Pastes a cut-out at a random place, in a random size, with colours near those of the place. */
final class Pasting {
    /** Above this share of 255 a pixel of the mask belongs to the label. */
    private static final int VISIBLE = 90;

    private static final int LEAST_PIXELS = 12;
    private static final double LARGEST_SCALE = 2.2;
    private static final double LEAST_CONTRAST = 9;
    private static final double LEAST_CONTRAST_AT_LAST = 7;

    private final Scene scene;
    private final CutOut cutOut;
    private final Pixels fish;
    private final int x;
    private final int y;

    private Pasting(Scene scene, CutOut cutOut, Pixels fish, int x, int y) {
        this.scene = scene;
        this.cutOut = cutOut;
        this.fish = fish;
        this.x = x;
        this.y = y;
    }

    /**
     * Pastes a fish and records its label.
     *
     * @param far whether it is a fish of a shoal far away
     * @return false if nothing changed: the fish would be too large, too small, hidden behind another one, or not to be seen
     */
    static boolean paste(Scene scene, CutOut cutOut, boolean far, RandomGenerator random) {
        double least = far ? 1 / 60.0 : 1 / 36.0;
        double most = far ? 0.072 : 0.36;
        double width = scene.width() * Math.exp(random.nextDouble(Math.log(least), Math.log(most)));
        double scale = width / cutOut.boxWidth();
        int fishWidth = Math.max(4, (int) (cutOut.pixels().width() * scale));
        int fishHeight = Math.max(3, (int) (cutOut.pixels().height() * scale));
        if (scale > LARGEST_SCALE || fishHeight > 0.75 * scene.height() || fishWidth > 0.55 * scene.width()) {
            return false;
        }
        Pixels fish = cutOut.pixels()
                .resized(
                        fishWidth,
                        fishHeight,
                        scale > 1 ? AntialiasedResize.Filter.BILINEAR : AntialiasedResize.Filter.LANCZOS);
        if (random.nextBoolean()) {
            fish = fish.mirrored();
        }
        if (random.nextBoolean()) {
            fish = fish.rotated(random.nextDouble(-20, 20));
        }
        if (fish.width() >= 0.97 * scene.width() || fish.height() >= 0.97 * scene.height()) {
            return false;
        }
        // A quarter of the fish at most is outside.
        int x = random.nextInt(-(fish.width() / 4), scene.width() - fish.width() + fish.width() / 4 + 1);
        int y = random.nextInt(-(fish.height() / 4), scene.height() - fish.height() + fish.height() / 4 + 1);
        return new Pasting(scene, cutOut, fish, x, y).paste(random);
    }

    private boolean paste(RandomGenerator random) {
        Box box = visibleBox();
        if (box.width() < 5 || box.height() < 4 || scene.fish().stream().anyMatch(other -> hides(box, other.box()))) {
            return false;
        }
        float[] offsets = new float[3];
        float contrast = colours(random.nextFloat(0.4f, 1), random.nextFloat(0.5f, 1.2f), offsets);
        if (meanContrast(offsets, contrast) < LEAST_CONTRAST) {
            contrast = colours(0.5f, 1.2f, offsets);
        }
        if (meanContrast(offsets, contrast) < LEAST_CONTRAST_AT_LAST) {
            return false;
        }
        float opacity = random.nextFloat(0.75f, 1);
        for (int row = top(); row < bottom(); row++) {
            for (int column = left(); column < right(); column++) {
                float share = fish.at(column - x, row - y, 3) / 255f * opacity;
                for (int channel = 0; channel < 3; channel++) {
                    float colour = Math.max(0, Math.min(255, colour(column, row, channel, offsets, contrast)));
                    float before = scene.at(column, row, channel);
                    scene.set(column, row, channel, before + (colour - before) * share);
                }
            }
        }
        scene.add(new GroundTruth(box, cutOut.classId()), cutOut.origin());
        return true;
    }

    /**
     * Chooses how the fish's colours are changed: in the light of the scene, moved by a share of the difference of the new place and
     * the old one, and with their contrast to the new place multiplied.
     */
    private float colours(float moved, float contrast, float[] offsets) {
        for (int channel = 0; channel < 3; channel++) {
            float place = scene.mean(left(), top(), right(), bottom(), channel);
            float move = (place - cutOut.place()[channel] * scene.gain(channel)) * moved;
            offsets[channel] = place + (move - place) * contrast;
        }
        return contrast;
    }

    private float colour(int column, int row, int channel, float[] offsets, float contrast) {
        return offsets[channel] + fish.at(column - x, row - y, channel) * scene.gain(channel) * contrast;
    }

    /** The mean over the visible pixels of the largest difference among channels. */
    private double meanContrast(float[] offsets, float contrast) {
        double sum = 0;
        int count = 0;
        for (int row = top(); row < bottom(); row++) {
            for (int column = left(); column < right(); column++) {
                if (isVisible(column, row)) {
                    float largest = 0;
                    for (int channel = 0; channel < 3; channel++) {
                        float difference =
                                colour(column, row, channel, offsets, contrast) - scene.at(column, row, channel);
                        largest = Math.max(largest, Math.abs(difference));
                    }
                    sum += largest;
                    count++;
                }
            }
        }
        return sum / count;
    }

    /** The box around the visible pixels; an empty one if they are few. */
    private Box visibleBox() {
        int count = 0;
        int first = scene.width();
        int last = -1;
        int highest = scene.height();
        int lowest = -1;
        for (int row = top(); row < bottom(); row++) {
            for (int column = left(); column < right(); column++) {
                if (isVisible(column, row)) {
                    count++;
                    first = Math.min(first, column);
                    last = Math.max(last, column);
                    highest = Math.min(highest, row);
                    lowest = Math.max(lowest, row);
                }
            }
        }
        return count < LEAST_PIXELS ? new Box(0, 0, 0, 0) : new Box(first, highest, last + 1f, lowest + 1f);
    }

    private boolean isVisible(int column, int row) {
        return fish.at(column - x, row - y, 3) >= VISIBLE;
    }

    private static boolean hides(Box box, Box other) {
        float width = Math.min(box.x2(), other.x2()) - Math.max(box.x1(), other.x1());
        float height = Math.min(box.y2(), other.y2()) - Math.max(box.y1(), other.y1());
        return width > 0.4f * Math.min(box.width(), other.width())
                && height > 0.4f * Math.min(box.height(), other.height());
    }

    private int left() {
        return Math.max(0, x);
    }

    private int top() {
        return Math.max(0, y);
    }

    private int right() {
        return Math.min(scene.width(), x + fish.width());
    }

    private int bottom() {
        return Math.min(scene.height(), y + fish.height());
    }
}
