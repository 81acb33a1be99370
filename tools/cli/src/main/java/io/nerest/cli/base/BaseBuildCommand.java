package io.nerest.cli.base;

import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.ProgressDisplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code nerest detect base build}: the training set of the base checkpoint from the fetched repositories.
 *
 * <p>The idea of its composite images is copy-paste: Dwibedi et al., "Cut, Paste and Learn: Surprisingly Easy Synthesis for
 * Instance Detection", ICCV 2017; Ghiasi et al., "Simple Copy-Paste is a Strong Data Augmentation Method for Instance
 * Segmentation", CVPR 2021. There masks are given or predicted; here clips of fixed cameras give them.
 */
@Command(
        name = "build",
        showDefaultValues = true,
        description =
                "Builds the training set of the base checkpoint from fetched repositories: extracts, filters, converts,"
                        + " leaves out near copies, splits by clip, and lists every image with its origin.")
public final class BaseBuildCommand implements Callable<Integer> {
    @Option(
            names = "--mirror",
            paramLabel = "DIR",
            description = "Folder of the repositories that 'base fetch' made.",
            defaultValue = "build/base/mirror")
    private Path mirror = Path.of("build/base/mirror");

    @Option(
            names = "--raw",
            paramLabel = "DIR",
            description = "Folder for the extracted files.",
            defaultValue = "build/base/raw")
    private Path raw = Path.of("build/base/raw");

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the set.", defaultValue = "build/base/set")
    private Path out = Path.of("build/base/set");

    @Option(
            names = "--with",
            paramLabel = "DATA[:N]",
            description =
                    "Also train on the training images of this data set, or on every N-th of them; may be repeated.")
    private List<String> others = new ArrayList<>();

    @Option(
            names = "--composites",
            paramLabel = "N",
            description =
                    "Also train on this many composite images: fish are cut out of the frames of fixed cameras and pasted onto"
                            + " other backgrounds. Cameras are those of data sets that --with names without ':N', but for"
                            + " cameras that are in a validation list; clips of luderick serve as well.",
            defaultValue = "0")
    private int composites;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Random seed of composite images; the same inputs and seed give the same bytes.",
            defaultValue = "1")
    private long seed = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter print = spec.commandLine().getOut();
        OutputPlace.folder("--raw", raw);
        OutputPlace.folder("--out", out);
        if (composites < 0) {
            throw new IllegalArgumentException("--composites=" + composites + ": must be at least 0");
        }
        List<AddedDataSet> added = new ArrayList<>();
        for (String other : others) {
            added.add(AddedDataSet.read(other));
        }
        List<SourceImage> candidates = new ArrayList<>();
        Path extracted = raw.toAbsolutePath().normalize();
        for (BaseSource source : BaseSource.ALL) {
            SourceMirror copy = new SourceMirror(source, mirror);
            if (!copy.exists()) {
                throw new IllegalArgumentException(
                        "--mirror=%s: %s is not there; run './nerest detect base fetch' first"
                                .formatted(mirror, source.repository()));
            }
            candidates.addAll(SourceImages.of(source, copy.extract(extracted)));
        }
        BaseSet set = new BaseSet(out.toAbsolutePath().normalize(), extracted);
        try (ProgressDisplay progress = ProgressDisplay.start("building", "images", candidates.size(), print)) {
            for (SourceImage candidate : candidates) {
                set.add(candidate);
                progress.step();
            }
        }
        if (composites > 0) {
            addComposites(set, added, composites, seed, print);
        }
        List<Path> addedImages =
                added.stream().flatMap(data -> data.images().stream()).toList();
        set.finish(addedImages);
        for (BaseSource source : BaseSource.ALL) {
            long candidatesOf = candidates.stream()
                    .filter(image -> image.source().equals(source))
                    .count();
            print.printf(
                    "%s: %d for training, %d for validation, of %d images%n",
                    source.name(), set.count(source.name(), "train"), set.count(source.name(), "val"), candidatesOf);
        }
        print.printf("other data sets: %d for training%n", addedImages.size());
        print.println("the set is " + out.resolve("data.yaml") + ", its origins are in " + out.resolve("manifest.csv"));
        return 0;
    }

    /**
     * Adds composite images to a set.
     *
     * @param added data sets whose cameras are used, unless they are in a validation list of any of these
     */
    static void addComposites(BaseSet set, List<AddedDataSet> added, int composites, long seed, PrintWriter print)
            throws IOException {
        Set<String> held = added.stream()
                .flatMap(data -> data.validationStreams().stream())
                .collect(Collectors.toSet());
        List<FixedClip> clips = new ArrayList<>(set.fixedClips());
        added.forEach(data -> clips.addAll(data.clips(held)));
        CompositeMaterial material = new CompositeMaterial();
        try (ProgressDisplay progress = ProgressDisplay.start("cutting out", "clips", clips.size(), print)) {
            for (FixedClip clip : clips) {
                material.add(clip);
                progress.step();
            }
        }
        CompositeImages images = new CompositeImages(material, set.withoutFish(), seed);
        try (ProgressDisplay progress = ProgressDisplay.start("composing", "images", composites, print)) {
            for (int i = 0; i < composites; i++) {
                set.add(images.next());
                progress.step();
            }
        }
        print.printf(
                "composite images: %d for training, of %d fish cut out of %d clips%n",
                composites, material.cutOuts(), material.clips());
    }
}
