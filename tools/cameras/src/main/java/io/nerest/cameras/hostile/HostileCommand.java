package io.nerest.cameras.hostile;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest hostile}: gives a corpus of hostile and broken inputs to the code that receives such inputs. */
@Command(
        name = "hostile",
        description =
                "Passes hostile and broken images, annotation files, archives, URLs, sampling rules and, with --video, video"
                        + " files to the code that receives them, and compares each answer with the expected one. Exit code 1 if one is unexpected.")
public final class HostileCommand implements Callable<Integer> {
    @Option(
            names = "--video",
            paramLabel = "FILE",
            description =
                    "A video that can be read. Damaged copies of it and other files are decoded, each in its own process.")
    private @Nullable Path video;

    @Option(
            names = "--boxes",
            defaultValue = "300000",
            paramLabel = "N",
            description = "Boxes of the annotation file with too many (default: ${DEFAULT-VALUE}).")
    private int boxes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        OptionRange.whole("--boxes", boxes, 200_001, 100_000_000);
        Path given = video;
        if (given != null && !Files.isRegularFile(given)) {
            throw new IllegalArgumentException("--video=" + given + ": is not a file");
        }
        Path folder = Files.createTempDirectory("nerest-hostile");
        try {
            List<HostileInput> inputs = new ArrayList<>(HostileImages.in(folder));
            inputs.addAll(HostileTexts.all());
            inputs.addAll(HostileAnnotations.in(folder, boxes));
            inputs.addAll(HostileArchives.in(folder));
            if (given != null) {
                inputs.addAll(HostileVideos.in(folder, given));
            }
            long before = usedHeap();
            int unexpected = run(inputs, out);
            out.printf(
                    "%d inputs, %d unexpected answers; heap in use before %d MiB, after %d MiB%n",
                    inputs.size(), unexpected, before >> 20, usedHeap() >> 20);
            return unexpected == 0 ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            remove(folder);
        }
    }

    private static int run(List<HostileInput> inputs, PrintWriter out) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int unexpected = 0;
        for (HostileInput input : inputs) {
            counts.merge(input.group(), 1, Integer::sum);
            Optional<String> problem = input.problem();
            if (problem.isPresent()) {
                unexpected++;
                out.println(input.group() + ": " + input.name() + " " + problem.get());
            }
        }
        counts.forEach((group, count) -> out.println(group + ": " + count));
        return unexpected;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
