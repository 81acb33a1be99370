package io.nerest.cameras.sampling;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.video.grey.GreyImages;
import io.nerest.video.sampling.FrameSampler;
import io.nerest.video.sampling.FrameSelection;
import io.nerest.video.sampling.GreyImage;
import io.nerest.video.sampling.SamplingRule;
import io.nerest.video.sampling.SamplingRuleParser;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest sampling}: how many fish and boxes each sampling rule misses, and how many frames it saves. */
@Command(
        name = "sampling",
        description =
                "Applies sampling rules to the frames of a labelled data set, and reports for each how many frames it takes,"
                        + " how many fish are on none of them, and how many boxes. Frames of a stream are in the order of their names. A fish is a series of boxes in neighbouring"
                        + " frames, each closer to the one before than the longer side of either.")
public final class SamplingCommand implements Callable<Integer> {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})\\.[^.]*$");

    @Parameters(paramLabel = "DATA", description = "A data set: data.yaml, VOC or COCO.")
    private Path data = Path.of(".");

    @Option(
            names = "--fps",
            defaultValue = "10",
            paramLabel = "N",
            description = "Frames per second of the labelled streams (default: ${DEFAULT-VALUE}).")
    private double fps;

    @Option(
            names = "--numbered",
            description =
                    "A frame's time is the number at the end of its file's name, divided by --fps; otherwise the frames of a stream"
                            + " are taken for consecutive ones.")
    private boolean numbered;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description =
                    "A sampling rule, as in the definition of a source; may be repeated (default: ${DEFAULT-VALUE}).",
            defaultValue = "rate:5 rate:1 rate:0.2 scene: motion:",
            split = " ")
    private List<String> rules = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        OptionRange.number("--fps", fps, 0.01, 1_000);
        List<SamplingRule> parsed =
                rules.stream().map(SamplingRuleParser::parse).toList();
        Map<String, List<FrameWithFish>> streams = streams(DatasetReader.read(data));
        PrintWriter out = spec.commandLine().getOut();
        int frames = streams.values().stream().mapToInt(List::size).sum();
        out.printf(
                Locale.ROOT,
                "%d frames of %d streams at %s frames per second, %d fish, %d boxes%n",
                frames,
                streams.size(),
                fps,
                streams.values().stream()
                        .mapToInt(s -> FishPassages.of(s).frames().size())
                        .sum(),
                streams.values().stream()
                        .flatMap(List::stream)
                        .mapToInt(f -> f.fish().size())
                        .sum());
        Map<String, List<GreyImage>> grey =
                parsed.stream().anyMatch(rule -> new FrameSampler(rule).needsImage()) ? greyImages(streams) : Map.of();
        out.printf("%-60s %8s %8s %8s %8s %8s%n", "rule", "frames", "saved", "fish", "missed", "boxes");
        for (SamplingRule rule : parsed) {
            print(out, rule, streams, grey, frames);
        }
        return ExitCode.OK;
    }

    private Map<String, List<FrameWithFish>> streams(Dataset dataset) {
        Map<String, List<DatasetItem>> byStream = new TreeMap<>();
        Stream.concat(dataset.train().stream(), dataset.val().stream())
                .sorted(
                        numbered
                                ? Comparator.comparingLong(SamplingCommand::number)
                                : Comparator.comparing(
                                        item -> String.valueOf(item.image().getFileName())))
                .forEach(item -> byStream.computeIfAbsent(item.stream(), unused -> new ArrayList<>())
                        .add(item));
        Map<String, List<FrameWithFish>> streams = new TreeMap<>();
        byStream.forEach((stream, items) -> {
            List<FrameWithFish> frames = new ArrayList<>();
            for (DatasetItem item : items) {
                frames.add(new FrameWithFish(
                        item.image(),
                        (numbered ? number(item) - number(items.get(0)) : frames.size()) / fps,
                        item.groundTruths().stream().map(truth -> truth.box()).toList()));
            }
            streams.put(stream, frames);
        });
        return streams;
    }

    private static long number(DatasetItem item) {
        Matcher number = NUMBER.matcher(String.valueOf(item.image().getFileName()));
        if (!number.find()) {
            throw new IllegalArgumentException(
                    "--numbered: the name of " + item.image() + " does not end with a number");
        }
        return Long.parseLong(number.group(1));
    }

    private static Map<String, List<GreyImage>> greyImages(Map<String, List<FrameWithFish>> streams)
            throws ImageRejectedException {
        Map<String, List<GreyImage>> byStream = new TreeMap<>();
        for (Map.Entry<String, List<FrameWithFish>> stream : streams.entrySet()) {
            List<GreyImage> grey = new ArrayList<>();
            for (FrameWithFish frame : stream.getValue()) {
                try (DecodedImage image = ImageDecoder.decode(frame.image(), ImageLimits.DEFAULT, GreyImage.WIDTH)) {
                    grey.add(GreyImages.of(image));
                }
            }
            byStream.put(stream.getKey(), grey);
        }
        return byStream;
    }

    private static void print(
            PrintWriter out,
            SamplingRule rule,
            Map<String, List<FrameWithFish>> streams,
            Map<String, List<GreyImage>> grey,
            int frames) {
        int taken = 0;
        int fish = 0;
        int missed = 0;
        int boxes = 0;
        for (Map.Entry<String, List<FrameWithFish>> stream : streams.entrySet()) {
            List<Integer> indices = taken(rule, stream.getValue(), grey.getOrDefault(stream.getKey(), List.of()));
            FishPassages passages = FishPassages.of(stream.getValue());
            taken += indices.size();
            fish += passages.frames().size();
            missed += passages.missedBy(indices);
            boxes += indices.stream()
                    .mapToInt(index -> stream.getValue().get(index).fish().size())
                    .sum();
        }
        out.printf(
                Locale.ROOT,
                "%-60s %8d %7.1f%% %8d %8d %8d%n",
                rule.text(),
                taken,
                100.0 * (frames - taken) / frames,
                fish,
                missed,
                boxes);
    }

    /** Returns the indices of the frames that a rule takes. */
    static List<Integer> taken(SamplingRule rule, List<FrameWithFish> stream, List<GreyImage> grey) {
        List<Integer> taken = new ArrayList<>();
        try (FrameSelection<Integer> selection = new FrameSelection<>(new FrameSampler(rule), skipped -> {})) {
            for (int i = 0; i < stream.size(); i++) {
                taken.addAll(selection.offer(
                        i,
                        selection.needsImage() ? grey.get(i) : null,
                        stream.get(i).seconds()));
            }
        }
        return taken;
    }
}
