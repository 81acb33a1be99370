package io.nerest.cli.tracker;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.counting.passage.CountingLine;
import io.nerest.counting.stream.StreamCounter;
import io.nerest.counting.track.FishRule;
import io.nerest.counting.track.TrackerSettings;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest tracker bench}: frames per second of the counter on one core. */
@Command(
        name = "bench",
        description =
                "Prints how many frames per second tracker, rule and line process on one core, without a detector.")
final class TrackerBenchCommand implements Callable<Integer> {
    private static final int WARM_UP = 500;

    @Option(names = "--fish", defaultValue = "20", description = "fish on each frame (20)")
    private int fish;

    @Option(names = "--frames", defaultValue = "3000", description = "frames (3000)")
    private int frames;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        OptionRange.whole("--fish", fish, 0, 1000);
        OptionRange.whole("--frames", frames, 1, 10_000_000);
        Shoal shoal = new Shoal(fish, 1);
        List<List<Detection>> detections = new ArrayList<>();
        for (int i = 0; i < Math.min(frames, WARM_UP); i++) {
            detections.add(shoal.next());
        }
        run(detections);
        detections.clear();
        for (int i = 0; i < frames; i++) {
            detections.add(shoal.next());
        }
        long began = System.nanoTime();
        int counted = run(detections);
        double seconds = (System.nanoTime() - began) / 1e9;
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d frames with %d fish in %.2f s on one core: %.0f frames/s; %d fish counted%n",
                        frames,
                        fish,
                        seconds,
                        frames / seconds,
                        counted);
        return ExitCode.OK;
    }

    private static int run(List<List<Detection>> detections) {
        StreamCounter counter = new StreamCounter(
                TrackerSettings.DEFAULT, FishRule.DEFAULT, Optional.of(new CountingLine(640, 720, 640, 0)));
        long number = 0;
        for (List<Detection> frame : detections) {
            counter.add(number++, frame);
        }
        return counter.fish();
    }
}
