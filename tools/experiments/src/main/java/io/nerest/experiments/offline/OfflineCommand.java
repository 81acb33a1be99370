package io.nerest.experiments.offline;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.architecture.Architectures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code nerest curriculum} and {@code nerest active} share. */
abstract class OfflineCommand implements Callable<Integer> {
    /** Labels are needed before the campaign can continue. */
    static final int WAITING = 3;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file of all options (docs/from-the-command-line.md)")
    private @Nullable Path config;

    @Option(
            names = "--initial",
            paramLabel = "DIR",
            description =
                    "labelled data set of any format; instead of 'data' in the file. Its images/unlabeled is then the"
                            + " folder of frames, unless another is named")
    private @Nullable Path initial;

    @Option(
            names = {"--unlabelled", "--unlabeled"},
            paramLabel = "DIR",
            description = "folder of frames without labels; instead of 'unlabelled' in the file")
    private @Nullable Path unlabelled;

    @Option(names = "--out", paramLabel = "DIR", description = "folder of the results; instead of 'out' in the file")
    private @Nullable Path out;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            description = "rounds after the supervised one; instead of 'rounds' in the file")
    private @Nullable Integer rounds;

    @Option(names = "--print-config", description = "print the file with every option and end")
    private boolean printConfig;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    abstract OfflineConfigFile.Kind kind();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter console = spec.commandLine().getOut();
        if (rounds != null) {
            OptionRange.whole("--rounds", rounds, 0, 10_000);
        }
        OfflineConfig options =
                OfflineConfigFile.read(kind(), config, new OfflineConfigFile.Given(initial, unlabelled, out, rounds));
        if (printConfig) {
            console.print(OfflineConfigFile.text(options));
            console.flush();
            return ExitCode.OK;
        }
        requireBase(options.base());
        OutputPlace.folder("out", options.out());
        OfflineData data = OfflineData.read(options, console::println);
        OfflineCampaign campaign = new OfflineCampaign(options, data, line -> {
            console.println(line);
            console.flush();
        });
        OfflineCampaign.Result result = campaign.run();
        if (result.waitingFor().isPresent()) {
            return WAITING;
        }
        OfflineCampaign.Round best = result.best();
        console.printf(
                java.util.Locale.ROOT,
                "best: round %d, mAP50 %.3f%n",
                best.number(),
                best.training().metrics().map50());
        if (options.predictions().isEnabled()) {
            Path folder = options.out().resolve("predictions");
            int drawn = new DrawnPredictions(folder, options)
                    .draw(options.out().resolve("best.safetensors"), data.pool(), data.classNames(), console);
            console.println(drawn + " frames with their detections in " + folder);
        }
        console.println("Results in " + options.out());
        return ExitCode.OK;
    }

    private static void requireBase(String base) {
        if (Files.isRegularFile(Path.of(base))) {
            return;
        }
        try {
            Architectures.describe(base, 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("base=" + base + ": there is no such file, and " + e.getMessage(), e);
        }
    }
}
