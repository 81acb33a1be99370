package io.nerest.cli.base;

import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What composite images need of a clip: its median and the fish cut out of its frames. Of all frames only those of one clip are
 * in memory, 60 at most.
 *
 * @param median frame of the clip
 */
record ClipStudy(FixedClip clip, Pixels median, List<CutOut> cutOuts) {
    private static final int LEAST_FRAMES = 8;
    private static final int LONGEST = 640;
    /** Mean difference of a frame's values and the median's above which the camera moved, or is none. */
    private static final double LARGEST_DIFFERENCE = 30;

    ClipStudy {
        cutOuts = List.copyOf(cutOuts);
    }

    /**
     * Reads a clip.
     *
     * @return empty if it has less than eight frames, or frames of different sizes, or if its camera does not stand still
     */
    static Optional<ClipStudy> of(FixedClip clip) throws IOException {
        if (clip.frames().size() < LEAST_FRAMES) {
            return Optional.empty();
        }
        Optional<Pixels> median = median(clip.spread());
        if (median.isEmpty()) {
            return Optional.empty();
        }
        List<CutOut> cutOuts = new ArrayList<>();
        for (LabelledCameraFrame frame : clip.frames()) {
            if (!frame.boxes().isEmpty()) {
                cutOut(frame, median.get(), cutOuts);
            }
        }
        return Optional.of(new ClipStudy(clip, median.get(), cutOuts));
    }

    /** Returns a frame with at most 640 pixels on its longer side, as all images of the set have. */
    static Pixels read(LabelledCameraFrame frame) throws IOException {
        return Pixels.read(frame.image()).atMost(LONGEST);
    }

    private static Optional<Pixels> median(List<LabelledCameraFrame> spread) throws IOException {
        List<Pixels> frames = new ArrayList<>();
        for (LabelledCameraFrame frame : spread) {
            Pixels image = read(frame);
            if (!frames.isEmpty() && !sameSize(image, frames.get(0))) {
                return Optional.empty();
            }
            frames.add(image);
        }
        Pixels median = MedianImage.of(frames);
        double difference = 0;
        for (Pixels frame : frames) {
            difference += meanDifference(frame, median) / frames.size();
        }
        return difference > LARGEST_DIFFERENCE ? Optional.empty() : Optional.of(median);
    }

    private static void cutOut(LabelledCameraFrame frame, Pixels median, List<CutOut> into) throws IOException {
        Pixels image = read(frame);
        if (!sameSize(image, median)) {
            return;
        }
        Pixels difference = CutOut.difference(image, median);
        for (LabelledBox label : frame.boxes()) {
            CutOut.of(frame, label, image, median, difference).ifPresent(into::add);
        }
    }

    private static boolean sameSize(Pixels a, Pixels b) {
        return a.width() == b.width() && a.height() == b.height();
    }

    private static double meanDifference(Pixels a, Pixels b) {
        long sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += Math.abs((a.values()[i] & 0xff) - (b.values()[i] & 0xff));
        }
        return (double) sum / a.values().length;
    }
}
