package io.nerest.experiments.cli;

import io.nerest.commandline.OutputPlace;
import io.nerest.experiments.data.ExperimentData;
import io.nerest.experiments.data.RenderedStreams;
import io.nerest.experiments.page.ExperimentPage;
import io.nerest.experiments.plots.NotDrawn;
import io.nerest.experiments.report.Notes;
import io.nerest.experiments.report.ResultTable;
import io.nerest.experiments.report.Summaries;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.run.ExperimentPlan;
import io.nerest.experiments.run.ExperimentRunner;
import io.nerest.experiments.run.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest experiment}: compares strategies on one data set. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        modelTransformer = SettingOptions.class,
        description = {
            "Trains with the labels that each strategy would request, and compares the models.",
            "Interrupted at any moment, the same command resumes it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:completed",
            "1:failed; the same command resumes it",
            "2:nothing was run: options or data are invalid",
            NotDrawn.EXIT_CODE + ":completed, but a plot or the page could not be drawn"
        })
public final class ExperimentCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Data set: a data.yaml, or a folder in VOC's or COCO's order. Its training images are the"
                    + " pool. Without it, streams are rendered.")
    private @Nullable Path data;

    @ArgGroup(exclusive = false, heading = "%nRendered streams%n")
    private StreamOptions streams = new StreamOptions();

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(
            names = "--out",
            defaultValue = "runs/experiment",
            paramLabel = "DIR",
            description = "Folder of the experiment (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs/experiment");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter console = spec.commandLine().getOut();
        ExperimentPlan planned = plan.plan(spec, command());
        Path folder = out.toAbsolutePath().normalize();
        RenderedStreams rendered = streams.streams();
        if (data != null && !Files.exists(data)) {
            throw new IllegalArgumentException("--data=" + data + ": does not exist; name a data.yaml or a folder");
        }
        OutputPlace.folder("--out", folder);
        ExperimentData source;
        if (data == null) {
            console.println(rendered.description());
            source = rendered.in(folder.resolve("streams"));
        } else {
            source = ExperimentData.read(data, data.toString());
        }
        try (Progress progress = new Progress(console)) {
            new ExperimentRunner(planned, source, folder, progress)
                    .run((arms, complete) -> keep(planned, source, arms, complete, folder));
        }
        ExperimentResult result = ExperimentResult.read(folder);
        console.println();
        console.println(new ResultTable(result).markdown());
        return draw(result, folder);
    }

    /** Draws results that are written already, so that they are kept if drawing fails. */
    private int draw(ExperimentResult result, Path folder) {
        return NotDrawn.tell(
                folder.resolve(ExperimentPage.FILE),
                ExperimentPage.write(folder, result),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** Writes the results after every seed. Those of the last seed are drawn after the table is printed. */
    private void keep(
            ExperimentPlan planned, ExperimentData source, List<ArmResult> arms, boolean complete, Path folder)
            throws IOException {
        List<ArmSummary> summary = Summaries.of(planned.arms(), arms);
        int seeds = arms.stream().mapToInt(arm -> arm.seeds().size()).max().orElse(0);
        ExperimentResult result = new ExperimentResult(
                ExperimentResult.VERSION,
                planned.record(),
                source.record(),
                arms,
                summary,
                Notes.of(arms, summary, seeds, plan.measured()),
                complete,
                seconds(arms));
        result.write(folder);
        new ResultTable(result).write(folder);
        if (!complete) {
            draw(result, folder);
        }
    }

    private static double seconds(List<ArmResult> arms) {
        return arms.stream()
                .flatMap(arm -> arm.seeds().stream())
                .flatMap(seed -> seed.rounds().stream())
                .mapToDouble(round -> round.seconds() + round.secondsChoosing())
                .sum();
    }

    private String command() {
        return "./nerest "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
