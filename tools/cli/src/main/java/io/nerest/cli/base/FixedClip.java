package io.nerest.cli.base;

import java.util.ArrayList;
import java.util.List;

/**
 * Training frames of a camera that does not move, in the order of time.
 *
 * @param group cut-outs are drawn from each group equally often
 * @param formatGiving whether composite images have the format of these frames, and frames of the clip may be their
 *     background
 */
record FixedClip(String name, String group, boolean formatGiving, List<LabelledCameraFrame> frames) {
    private static final int MEDIAN_FRAMES = 60;

    FixedClip {
        frames = List.copyOf(frames);
    }

    /** Returns at most 60 frames, evenly spread. */
    List<LabelledCameraFrame> spread() {
        int count = Math.min(frames.size(), MEDIAN_FRAMES);
        List<LabelledCameraFrame> spread = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spread.add(frames.get(i * frames.size() / count));
        }
        return spread;
    }
}
