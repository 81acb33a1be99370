package io.nerest.standalone;

import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: the stack, until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start Kafka, PostgreSQL, S3 and the services, and keep them up until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State of all parts; taken up again at the next start. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Option(
            names = "--classes",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "fish",
            description = "What the detector looks for, by class id. Default: ${DEFAULT-VALUE}.")
    private List<String> classNames = List.of("fish");

    @Option(
            names = "--base",
            paramLabel = "WEIGHTS",
            description = "Weights that every training starts from. Default: the project's own base checkpoint.")
    private Optional<Path> base = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.locate();
        Console console = new Console(System.out);
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
        StackSettings settings = new StackSettings(
                dataDir, dataDir.resolve("logs"), classNames, base.orElse(installation.baseCheckpoint()), true);
        try (Stack stack = Stack.start(installation, settings, console::say)) {
            stack.endpoints().urls().forEach((name, url) -> console.print("  %-9s %s".formatted(name, url)));
            console.say("up; Ctrl-C stops everything, and the state stays in " + settings.dataDir());
            stop.await();
            console.say("stopping");
        } finally {
            stopped.countDown();
        }
        return 0;
    }
}
