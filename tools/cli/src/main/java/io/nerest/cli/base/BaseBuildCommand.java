package io.nerest.cli.base;

import io.nerest.commandline.OutputPlace;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect base build}: the training set of the base checkpoint from the fetched repositories. */
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter print = spec.commandLine().getOut();
        OutputPlace.folder("--raw", raw);
        OutputPlace.folder("--out", out);
        List<Path> added = new ArrayList<>();
        for (String other : others) {
            added.addAll(everyNth(other));
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
        set.finish(added);
        for (BaseSource source : BaseSource.ALL) {
            long candidatesOf = candidates.stream()
                    .filter(image -> image.source().equals(source))
                    .count();
            print.printf(
                    "%s: %d for training, %d for validation, of %d images%n",
                    source.name(), set.count(source.name(), "train"), set.count(source.name(), "val"), candidatesOf);
        }
        print.printf("other data sets: %d for training%n", added.size());
        print.println("the set is " + out.resolve("data.yaml") + ", its origins are in " + out.resolve("manifest.csv"));
        return 0;
    }

    private static List<Path> everyNth(String other) throws IOException {
        int colon = other.lastIndexOf(':');
        int every = 1;
        String data = other;
        if (colon > 0) {
            data = other.substring(0, colon);
            try {
                every = Integer.parseInt(other.substring(colon + 1));
            } catch (NumberFormatException notANumber) {
                every = 0;
            }
            if (every < 1) {
                throw new IllegalArgumentException(
                        "--with=" + other + ": the part after ':' must be a whole number of at least 1");
            }
        }
        List<DatasetItem> items = DatasetReader.read(Path.of(data)).train();
        List<Path> images = new ArrayList<>();
        for (int i = 0; i < items.size(); i += every) {
            images.add(items.get(i).image());
        }
        return images;
    }
}
