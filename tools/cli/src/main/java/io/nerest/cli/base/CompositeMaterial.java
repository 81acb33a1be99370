package io.nerest.cli.base;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects medians, cut-outs and backgrounds from clips, one after the other. */
final class CompositeMaterial {
    private final List<Background> medians = new ArrayList<>();
    private final Map<String, List<CutOut>> groups = new LinkedHashMap<>();
    private final List<UsedClip> used = new ArrayList<>();

    private record UsedClip(FixedClip clip, CameraFrameFormat format) {}

    /** Reads a clip; one that cannot be used is left out. */
    void add(FixedClip clip) throws IOException {
        Optional<ClipStudy> read = ClipStudy.of(clip);
        if (read.isEmpty()) {
            return;
        }
        ClipStudy study = read.get();
        CameraFrameFormat format = CameraFrameFormat.of(study.median());
        used.add(new UsedClip(clip, format));
        medians.add(new Background(clip.frames().get(0).origin().median(), format.content(study.median()), List.of()));
        if (!study.cutOuts().isEmpty()) {
            groups.computeIfAbsent(clip.group(), group -> new ArrayList<>()).addAll(study.cutOuts());
        }
    }

    /** Returns the number of clips that are used. */
    int clips() {
        return used.size();
    }

    /** Returns the number of fish that were cut out. */
    int cutOuts() {
        return groups.values().stream().mapToInt(List::size).sum();
    }

    /** Returns the cut-outs of each group. */
    List<List<CutOut>> groups() {
        return List.copyOf(groups.values());
    }

    /**
     * Returns the format of the cameras' frames and what backgrounds are drawn from.
     *
     * @param others images of other sets without fish
     * @throws IllegalArgumentException if there is no clip with a usable fish
     */
    Backgrounds backgrounds(List<LabelledCameraFrame> others) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "--composites: no clip of a fixed camera has eight training frames and a fish that can be cut out");
        }
        List<UsedClip> giving =
                used.stream().filter(one -> one.clip.formatGiving()).toList();
        CameraFrameFormat format = CameraFrameFormat.mostFrequent((giving.isEmpty() ? used : giving)
                .stream().map(UsedClip::format).toList());
        List<LabelledCameraFrame> empty = new ArrayList<>();
        List<LabelledCameraFrame> labelled = new ArrayList<>();
        for (UsedClip one : giving) {
            for (LabelledCameraFrame frame : one.clip.frames()) {
                if (frame.boxes().isEmpty()) {
                    empty.add(frame);
                } else if (one.format.isSizeOf(format)) {
                    labelled.add(frame);
                }
            }
        }
        return new Backgrounds(format, medians, empty, labelled, others);
    }
}
