package io.nerest.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.ToIntFunction;

/**
 * One platform for all tests of a JVM, started at its first use and closed when the JVM ends. Quarkus loads test classes
 * by several class loaders, each with statics of its own; so the platform hangs on the system properties, behind a type
 * of the JDK's that all of them see.
 */
public final class SharedPlatform implements Platform {
    private static final String KEY = SharedPlatform.class.getName();

    private final ToIntFunction<String> commands;

    private SharedPlatform(ToIntFunction<String> commands) {
        this.commands = commands;
    }

    /** The platform of this JVM: embedded, or containers where the system property {@code nerest.platform} says so. */
    @SuppressWarnings("unchecked") // put there by this class alone
    public static Platform get() {
        Properties shared = System.getProperties();
        synchronized (shared) {
            Object commands = shared.get(KEY);
            if (commands == null) {
                Platform platform = start();
                Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-close"));
                commands = commandsOf(platform);
                shared.put(KEY, commands);
            }
            return new SharedPlatform((ToIntFunction<String>) commands);
        }
    }

    private static Platform start() {
        String kind = System.getProperty("nerest.platform", "embedded");
        return switch (kind) {
            case "embedded" -> EmbeddedPlatform.start(temporaryFolder());
            case "containers" -> ContainerPlatform.start();
            default ->
                throw new IllegalArgumentException(
                        "nerest.platform must be 'embedded' or 'containers', not '" + kind + "'");
        };
    }

    private static Path temporaryFolder() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            return Files.createTempDirectory(target.toAbsolutePath(), "platform-");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the platform under target", e);
        }
    }

    private static ToIntFunction<String> commandsOf(Platform platform) {
        return command -> {
            int space = command.indexOf(' ');
            PlatformPart part = PlatformPart.valueOf(command.substring(space + 1));
            switch (command.substring(0, space)) {
                case "kill" -> platform.kill(part);
                case "start" -> platform.start(part);
                case "port" -> {}
                default -> throw new IllegalArgumentException(command);
            }
            return platform.port(part);
        };
    }

    @Override
    public int port(PlatformPart part) {
        return commands.applyAsInt("port " + part);
    }

    @Override
    public void kill(PlatformPart part) {
        int unused = commands.applyAsInt("kill " + part);
    }

    @Override
    public void start(PlatformPart part) {
        int unused = commands.applyAsInt("start " + part);
    }

    /** Does nothing: the platform ends with the JVM. */
    @Override
    public void close() {}
}
