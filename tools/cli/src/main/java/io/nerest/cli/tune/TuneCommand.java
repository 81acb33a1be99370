package io.nerest.cli.tune;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.ArgumentType;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.weights.WeightsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nerest detect tune}: searches for training arguments with a better fitness. */
@Command(
        name = "tune",
        customSynopsis = "nerest detect tune data=DATA [trials=30] [method=evolution|random] [ARGUMENT=VALUE]...",
        description = {
            "Trains many times with other arguments and keeps the best; the same command resumes it.",
            "Writes tune.csv, tune.png (fitness by argument) and the runs to PROJECT/NAME. All training arguments can be given;"
                    + " those that are searched are the start of the evolution."
        })
public final class TuneCommand implements Callable<Integer> {
    private static final Set<String> SET_BY_TUNE = Set.of("resume", "exist_ok", "save_period", "finetune");

    /** With auto, lr0 and momentum would have no effect; the default of warmup_bias_lr is meant for SGD. */
    private static final Map<String, String> DEFAULTS =
            Map.of("optimizer", "AdamW", "warmup_bias_lr", "0", "lr0", "0.001", "plots", "false", "name", "tune");

    @Option(names = "--trials", defaultValue = "30", description = "number of trials in all (30)")
    private int trials;

    @Option(names = "--method", defaultValue = "evolution", description = "evolution or random (evolution)")
    private String method = "evolution";

    @Option(
            names = "--space",
            split = ",",
            description = "searched arguments, separated by commas (all that have a range)")
    private List<String> names = List.of();

    private CommandSpec spec = CommandSpec.create();

    @Spec
    void addOptions(CommandSpec command) {
        spec = command;
        searchable()
                .forEach(argument -> command.addOption(OptionSpec.builder("--" + argument.name())
                        .type(String.class)
                        .arity(argument.type() == ArgumentType.BOOLEAN ? "0..1" : "1")
                        .fallbackValue("true")
                        .paramLabel(argument.type().name())
                        .description(argument.help())
                        .build()));
    }

    private static List<ArgumentDescription> searchable() {
        return TrainingArguments.descriptions().stream()
                .filter(argument -> !SET_BY_TUNE.contains(argument.name()))
                .toList();
    }

    @Override
    public Integer call() throws Exception {
        OptionRange.whole("trials", trials, 1, 100_000);
        SearchMethod chosen = Arrays.stream(SearchMethod.values())
                .filter(one -> one.name().equalsIgnoreCase(method))
                .findAny()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "method=" + method + ": must be evolution or random"));
        SearchSpace space = SearchSpace.of(names);
        Map<String, String> given = new LinkedHashMap<>(DEFAULTS);
        for (ArgumentDescription argument : searchable()) {
            String value = spec.findOption(argument.name()).getValue();
            if (value != null) {
                given.put(argument.name(), value);
            }
        }
        TrainingArguments arguments = TrainingArguments.parse(given);
        if (arguments.run().data().isBlank()) {
            throw new ParameterException(spec.commandLine(), "data=: name the data set, such as data=data.yaml");
        }
        if (arguments.optimization().optimizer().toString().equals("auto")) {
            throw new ParameterException(
                    spec.commandLine(), "optimizer=auto: it would replace lr0 and momentum; name an optimizer");
        }
        WeightsReader.requireFile(Path.of(arguments.run().model()));
        Path folder = Path.of(arguments.run().project()).resolve(arguments.run().name());
        OutputPlace.folder("project", folder);

        PrintWriter out = spec.commandLine().getOut();
        ArgumentSearch search =
                new ArgumentSearch(space, chosen, arguments.run().seed(), start(space, arguments));
        Trial best = new TuneRun(folder, given, search, out).run(trials);
        out.printf(Locale.ROOT, "best: trial %d, fitness %.4f, in %s%n", best.number(), best.fitness(), folder);
        out.println("its arguments: "
                + space.names().stream()
                        .map(name -> name + "=" + TrialTable.text(best.values().getOrDefault(name, Double.NaN)))
                        .collect(Collectors.joining(" ")));
        return ExitCode.OK;
    }

    private static Map<String, Double> start(SearchSpace space, TrainingArguments arguments) {
        Map<String, Object> values = arguments.values();
        Map<String, Double> start = new LinkedHashMap<>();
        for (String name : space.names()) {
            if (values.get(name) instanceof Number number) {
                start.put(name, number.doubleValue());
            }
        }
        return start;
    }
}
