package io.nerest.standalone;

import io.nerest.commandline.OutputPlace;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.ConsoleLogin;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest up}: runs the stack until Ctrl-C. */
@Command(name = "up", description = "Start Kafka, PostgreSQL, S3 and the services, and run them until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State of all parts; a later start continues from it. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Option(
            names = "--classes",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "fish",
            description = "Class names of the detector, by class id. Default: ${DEFAULT-VALUE}.")
    private List<String> classNames = List.of("fish");

    @Option(
            names = "--base",
            paramLabel = "WEIGHTS",
            description =
                    "Weights that every training starts from. Default: the base checkpoint that was trained on real fish.")
    private Optional<Path> base = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.locate();
        StackSettings settings = new StackSettings(
                        dataDir,
                        dataDir.resolve("logs"),
                        StackOptions.classNames(classNames),
                        StackOptions.checkpoint(base.orElse(installation.fishBaseCheckpoint())),
                        true)
                .withConsole();
        OutputPlace.folder("--data-dir", dataDir);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (Stack stack = Stack.start(installation, settings, output::line)) {
            stack.endpoints().urls().forEach((name, url) -> output.text("  %-9s %s".formatted(name, url)));
            output.text("  %-9s %s".formatted("token", stack.endpoints().accessToken()));
            output.text("");
            output.text("  Console (this address works once; './nerest console' prints another):");
            output.text("  "
                    + ConsoleLogin.in(settings.dataDir())
                            .address(
                                    stack.endpoints().service(Endpoints.CONSOLE),
                                    System.getProperty("user.name"),
                                    "OPERATOR"));
            output.text("");
            output.line("ready; Ctrl-C stops all processes and keeps the state in " + settings.dataDir());
            stop.await();
            output.line("stopping");
        } finally {
            stopped.countDown();
        }
        return 0;
    }
}
