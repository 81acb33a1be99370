package io.nerest.cameras.sampling;

import io.nerest.vision.box.Box;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The fish of one stream. Labels name no individuals: boxes of neighbouring frames whose centres are closer than their longer
 * side are taken for one fish.
 *
 * @param frames for each fish, the indices of the frames that show it
 */
record FishPassages(List<List<Integer>> frames) {
    /** Frames without a box, after which a fish is taken for another one; also times the usual time between two frames. */
    private static final int LONGEST_GAP = 5;

    private static final class Track {
        private Box last;
        private int lastFrame;
        private final List<Integer> frames = new ArrayList<>();

        Track(Box box, int frame) {
            this.last = box;
            this.lastFrame = frame;
            frames.add(frame);
        }

        boolean continuesWith(Box box, int frame, double steps) {
            double side = Math.max(
                    Math.max(last.x2() - last.x1(), last.y2() - last.y1()),
                    Math.max(box.x2() - box.x1(), box.y2() - box.y1()));
            double dx = (last.x1() + last.x2() - box.x1() - box.x2()) / 2;
            double dy = (last.y1() + last.y2() - box.y1() - box.y2()) / 2;
            return frame > lastFrame
                    && frame - lastFrame <= LONGEST_GAP + 1
                    && steps <= LONGEST_GAP + 1 + 1e-6
                    && Math.hypot(dx, dy) <= side;
        }
    }

    /** Links the boxes of a stream's frames, which are in order. */
    static FishPassages of(List<FrameWithFish> stream) {
        double step = usualStep(stream);
        List<Track> tracks = new ArrayList<>();
        for (int frame = 0; frame < stream.size(); frame++) {
            for (Box box : stream.get(frame).fish()) {
                int index = frame;
                Track known = tracks.stream()
                        .filter(track -> track.continuesWith(
                                box,
                                index,
                                (stream.get(index).seconds()
                                                - stream.get(track.lastFrame).seconds())
                                        / step))
                        .findFirst()
                        .orElse(null);
                if (known == null) {
                    tracks.add(new Track(box, frame));
                } else {
                    known.last = box;
                    known.lastFrame = frame;
                    known.frames.add(frame);
                }
            }
        }
        return new FishPassages(
                tracks.stream().map(track -> List.copyOf(track.frames)).toList());
    }

    /** The median of the times between two frames, in seconds. */
    private static double usualStep(List<FrameWithFish> stream) {
        double[] steps = IntStream.range(1, stream.size())
                .mapToDouble(i -> stream.get(i).seconds() - stream.get(i - 1).seconds())
                .sorted()
                .toArray();
        return steps.length == 0 ? 1 : Math.max(1e-6, steps[steps.length / 2]);
    }

    /** Returns how many fish are on none of the frames. */
    int missedBy(List<Integer> taken) {
        Set<Integer> known = new HashSet<>(taken);
        return (int) frames.stream()
                .filter(passage -> passage.stream().noneMatch(known::contains))
                .count();
    }
}
