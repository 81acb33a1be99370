package io.nerest.cli.tune;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.charts.LineChart;
import io.nerest.charts.PlotGrid;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Trains one trial after the other, and keeps table, plot and the weights of the best. */
final class TuneRun {
    private static final int PLOTS_IN_A_ROW = 4;

    private final Path folder;
    private final Map<String, String> given;
    private final ArgumentSearch search;
    private final TrialTable table;
    private final PrintWriter out;

    /**
     * @param folder of the search
     * @param given training arguments of all trials
     */
    TuneRun(Path folder, Map<String, String> given, ArgumentSearch search, PrintWriter out) {
        this.folder = folder;
        this.given = Map.copyOf(given);
        this.search = search;
        this.table = new TrialTable(folder.resolve("tune.csv"), search.space().names());
        this.out = out;
    }

    /**
     * Runs trials until there are as many as wanted. Finished trials of an earlier call count; one that was interrupted is
     * resumed.
     *
     * @return the best trial
     */
    Trial run(int trials) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Trial> done = new ArrayList<>(table.read());
        if (!done.isEmpty()) {
            out.printf("%d finished trials are in %s%n", done.size(), folder.resolve("tune.csv"));
        }
        while (done.size() < trials) {
            Map<String, Double> values = search.next(done);
            Trial trial = train(done.size() + 1, values);
            table.append(trial);
            done.add(trial);
            keepBest(done);
            plot(done);
            Trial best = best(done);
            out.printf(
                    Locale.ROOT,
                    "trial %d of %d: fitness %.4f, mAP50 %.4f, mAP50-95 %.4f, %.0f s; best: trial %d with %.4f%n",
                    trial.number(),
                    trials,
                    trial.fitness(),
                    trial.map50(),
                    trial.map50To95(),
                    trial.seconds(),
                    best.number(),
                    best.fitness());
            out.flush();
        }
        return best(done);
    }

    private Trial train(int number, Map<String, Double> values) throws IOException, InterruptedException {
        String name = "trial" + number;
        Map<String, String> arguments = new HashMap<>(given);
        values.forEach((argument, value) -> arguments.put(argument, TrialTable.text(value)));
        arguments.put("project", folder.toString());
        arguments.put("name", name);
        arguments.put("exist_ok", "true");
        if (Files.isRegularFile(folder.resolve(name).resolve("weights/resume.safetensors"))) {
            arguments.put("resume", folder.resolve(name).toString());
        }
        TrainingResult result = new Trainer().train(TrainingArguments.parse(arguments), TrainingListener.NONE);
        DetectionReport report =
                result.best().orElseThrow(() -> new IllegalStateException("trial " + number + " was cancelled"));
        return new Trial(
                number, report.fitness(), report.all().map50(), report.all().map50To95(), result.seconds(), values);
    }

    static Trial best(List<Trial> trials) {
        return trials.stream()
                .max(Comparator.comparingDouble(Trial::fitness)
                        .thenComparing(Comparator.comparingInt(Trial::number).reversed()))
                .orElseThrow();
    }

    /** Deletes the weights of the trial that is not the best any more, or never was. */
    private void keepBest(List<Trial> done) throws IOException {
        int best = best(done).number();
        for (Trial trial : done) {
            Path weights = folder.resolve("trial" + trial.number()).resolve("weights");
            if (trial.number() != best && Files.isDirectory(weights)) {
                try (Stream<Path> files = Files.list(weights)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(weights);
            }
        }
    }

    /** Draws the fitness of all trials by each argument. */
    private void plot(List<Trial> done) throws IOException {
        PlotGrid grid = new PlotGrid(PLOTS_IN_A_ROW, 300, 240);
        double[] fitness = done.stream().mapToDouble(Trial::fitness).toArray();
        for (String argument : search.space().names()) {
            double[] values = done.stream()
                    .mapToDouble(trial ->
                            Optional.ofNullable(trial.values().get(argument)).orElse(Double.NaN))
                    .toArray();
            grid.add(new LineChart("fitness by " + argument, argument, "fitness")
                    .line(argument, values, fitness, LineChart.Stroke.DOTS));
        }
        grid.write(folder.resolve("tune.png"));
    }
}
