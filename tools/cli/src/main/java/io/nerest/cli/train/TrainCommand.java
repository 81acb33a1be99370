package io.nerest.cli.train;

import io.nerest.arguments.ArgumentDescription;
import io.nerest.arguments.ArgumentType;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.cli.figures.RunFigureFiles;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.weights.WeightsReader;
import io.nerest.training.run.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nerest detect train}: options are the training arguments. */
@Command(
        name = "train",
        customSynopsis = "nerest detect train data=DATA [ARGUMENT=VALUE]...",
        description = "Trains a detector and writes a run folder.")
public final class TrainCommand implements Callable<Integer> {
    private static final Set<String> BESIDES_RESUME = Set.of("resume", "project", "name");

    private CommandSpec spec = CommandSpec.create();

    @Spec
    void addOptions(CommandSpec command) {
        spec = command;
        TrainingArguments.descriptions().forEach(argument -> command.addOption(option(argument)));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> given = new LinkedHashMap<>();
        for (ArgumentDescription argument : TrainingArguments.descriptions()) {
            String value = spec.findOption(argument.name()).getValue();
            if (value != null) {
                given.put(argument.name(), value);
            }
        }
        TrainingArguments arguments = TrainingArguments.parse(given);
        if (arguments.run().isResumed()) {
            refuseBesidesResume(given);
        } else if (!given.containsKey("data")) {
            throw new ParameterException(spec.commandLine(), "data=: name the data set, such as data=data.yaml");
        }
        WeightsReader.requireFile(Path.of(arguments.run().model()));
        if (!arguments.run().isResumed()) {
            OutputPlace.folder("project", Path.of(arguments.run().project()));
        }
        TrainingConsole console = new TrainingConsole(spec.commandLine().getOut());
        new Trainer(RunFigureFiles::new).train(arguments, console);
        return ExitCode.OK;
    }

    private void refuseBesidesResume(Map<String, String> given) {
        Set<String> others = new TreeSet<>(given.keySet());
        others.removeAll(BESIDES_RESUME);
        if (!others.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "a resumed run uses its own arguments; leave out " + String.join(", ", others));
        }
    }

    private static OptionSpec option(ArgumentDescription argument) {
        OptionSpec.Builder option = OptionSpec.builder("--" + argument.name())
                .type(String.class)
                .paramLabel(argument.type().name())
                .description(argument.help()
                        + (argument.defaultValue().isEmpty()
                                ? ""
                                : " (" + argument.defaultValue().replace("%", "%%") + ")"));
        return (argument.type() == ArgumentType.BOOLEAN
                        ? option.arity("0..1").fallbackValue("true")
                        : option.arity("1"))
                .build();
    }
}
