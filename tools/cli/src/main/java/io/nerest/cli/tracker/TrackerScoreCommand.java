package io.nerest.cli.tracker;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.counting.score.KnownFrame;
import io.nerest.counting.score.TrackingScore;
import io.nerest.counting.score.TrackingScores;
import io.nerest.counting.track.TrackedBox;
import io.nerest.counting.track.Tracker;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest tracker score}: MOTA, IDF1 and HOTA on rendered streams. */
@Command(
        name = "score",
        description = {
            "Prints MOTA, IDF1 and HOTA on rendered streams with known tracks. The detections are the known boxes with",
            "noise: some are missed, all are moved a little, and false ones are added."
        })
final class TrackerScoreCommand implements Callable<Integer> {
    private static final FrameFormat FORMAT = new FrameFormat(320, 180, 88);

    @Option(names = "--cameras", defaultValue = "4", description = "rendered cameras (4)")
    private int cameras;

    @Option(names = "--frames", defaultValue = "80", description = "frames of each camera's clip (80)")
    private int frames;

    @Option(names = "--rate", defaultValue = "10", description = "frames per second (10)")
    private double rate;

    @Option(names = "--miss", defaultValue = "0.1", description = "part of the boxes that is missed (0.1)")
    private double miss;

    @Option(
            names = "--move",
            defaultValue = "0.03",
            description = "standard deviation of a box's edges as a part of its size (0.03)")
    private double move;

    @Option(names = "--false", defaultValue = "0.1", description = "mean number of false boxes on a frame (0.1)")
    private double wrong;

    @Option(names = "--seed", defaultValue = "0", description = "seed of streams and noise (0)")
    private long seed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        OptionRange.whole("--cameras", cameras, 1, 99);
        OptionRange.whole("--frames", frames, 1, 100_000);
        OptionRange.number("--rate", rate, 0.1, 1000);
        OptionRange.number("--miss", miss, 0, 1);
        OptionRange.number("--move", move, 0, 1);
        OptionRange.number("--false", wrong, 0, 100);
        PrintWriter out = spec.commandLine().getOut();
        out.println("camera  boxes    MOTA    IDF1    HOTA    DetA    AssA  missed  wrong  switches");
        List<KnownFrame> all = new ArrayList<>();
        for (int index = 1; index <= cameras; index++) {
            List<KnownFrame> known = stream(index);
            print(out, "cam-%02d".formatted(index), TrackingScores.of(known));
            all.addAll(apart(known, index));
        }
        print(out, "all", TrackingScores.of(all));
        return ExitCode.OK;
    }

    private List<KnownFrame> stream(int index) {
        CameraSpec camera = atRate(RenderedCameras.camera(index, seed));
        StreamRenderer renderer = new StreamRenderer(camera, FORMAT, seed);
        Random random = new Random(seed * 1000 + index);
        Tracker tracker = new Tracker(TrackerSettings.DEFAULT.atRate(rate));
        List<KnownFrame> known = new ArrayList<>();
        for (int number = 0; number < frames; number++) {
            RenderedFrame frame = renderer.frame(number);
            Map<Integer, Box> truth = new HashMap<>();
            for (int i = 0; i < frame.truth().size(); i++) {
                truth.put(frame.swimmers().get(i), pixels(frame.truth().get(i)));
            }
            Map<Integer, Box> tracked = new HashMap<>();
            for (TrackedBox box : tracker.add(number, noisy(frame.truth(), random))) {
                tracked.put(box.trackId(), box.detection().box());
            }
            known.add(new KnownFrame(truth, tracked));
        }
        return known;
    }

    private CameraSpec atRate(CameraSpec camera) {
        CameraSpec.Traffic traffic = camera.traffic();
        return new CameraSpec(
                camera.index(),
                camera.name(),
                camera.viewpoint(),
                camera.bed(),
                camera.water(),
                camera.light(),
                camera.lens(),
                new CameraSpec.Traffic(
                        traffic.kinds(),
                        traffic.smallest(),
                        traffic.largest(),
                        0,
                        traffic.visitors(),
                        traffic.debris(),
                        frames,
                        1 / rate));
    }

    private List<Detection> noisy(List<LabelledBox> truth, Random random) {
        List<Detection> detections = new ArrayList<>();
        for (LabelledBox label : truth) {
            Box box = pixels(label);
            double size = Math.sqrt(box.area()) * move;
            Box moved = new Box(
                    (float) (box.x1() + size * random.nextGaussian()),
                    (float) (box.y1() + size * random.nextGaussian()),
                    (float) (box.x2() + size * random.nextGaussian()),
                    (float) (box.y2() + size * random.nextGaussian()));
            float confidence = (float) (0.3 + 0.65 * random.nextDouble());
            if (random.nextDouble() >= miss && moved.width() > 0 && moved.height() > 0) {
                detections.add(new Detection(moved, confidence, RenderedFrame.FISH));
            }
        }
        for (double left = wrong; random.nextDouble() < left; left--) {
            float x = random.nextFloat() * FORMAT.width();
            float y = random.nextFloat() * FORMAT.height();
            detections.add(new Detection(new Box(x, y, x + 30, y + 15), 0.3f, RenderedFrame.FISH));
        }
        return detections;
    }

    private static Box pixels(LabelledBox box) {
        return new Box(
                (float) ((box.cx() - box.w() / 2) * FORMAT.width()),
                (float) ((box.cy() - box.h() / 2) * FORMAT.height()),
                (float) ((box.cx() + box.w() / 2) * FORMAT.width()),
                (float) ((box.cy() + box.h() / 2) * FORMAT.height()));
    }

    /** The frames with numbers that no other camera has. */
    private static List<KnownFrame> apart(List<KnownFrame> frames, int camera) {
        return frames.stream()
                .map(frame -> new KnownFrame(apart(frame.truth(), camera), apart(frame.tracked(), camera)))
                .toList();
    }

    private static Map<Integer, Box> apart(Map<Integer, Box> boxes, int camera) {
        Map<Integer, Box> apart = new HashMap<>();
        boxes.forEach((number, box) -> apart.put(number + camera * 1_000_000, box));
        return apart;
    }

    private static void print(PrintWriter out, String name, TrackingScore score) {
        out.printf(
                Locale.ROOT,
                "%-6s %6d  %6.3f  %6.3f  %6.3f  %6.3f  %6.3f  %6d  %5d  %8d%n",
                name,
                score.known(),
                score.mota(),
                score.idf1(),
                score.hota(),
                score.detA(),
                score.assA(),
                score.missed(),
                score.wrong(),
                score.switches());
    }
}
