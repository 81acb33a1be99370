package io.nerest.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * One platform for all tests of a JVM, started at its first use and closed when the JVM ends. Quarkus loads test classes
 * with several class loaders, which do not share static fields; so the platform is registered in the management server of
 * the JVM.
 */
public final class SharedPlatform implements Platform {
    private static final String NAME = "io.nerest.testing:type=Platform";

    private final MBeanServer server;
    private final ObjectName name;

    private SharedPlatform(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /** Returns the platform of this JVM. The system property {@code nerest.platform} selects embedded or containers. */
    public static Platform get() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        synchronized (server) {
            try {
                ObjectName name = new ObjectName(NAME);
                if (!server.isRegistered(name)) {
                    Platform platform = start();
                    Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-close"));
                    PlatformControl control = new PlatformControl(platform);
                    server.registerMBean(new StandardMBean(control, PlatformControlMXBean.class, true), name);
                }
                return new SharedPlatform(server, name);
            } catch (JMException e) {
                throw new IllegalStateException("the platform could not be shared", e);
            }
        }
    }

    private static Platform start() {
        String kind = System.getProperty("nerest.platform", "embedded");
        return switch (kind) {
            case "embedded" -> new TemporaryPlatform(temporaryFolder());
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

    private Object invoke(String operation, PlatformPart part) {
        try {
            return server.invoke(name, operation, new Object[] {part.name()}, new String[] {String.class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(operation + " of " + part + " failed", e);
        }
    }

    @Override
    public int port(PlatformPart part) {
        return (Integer) invoke("port", part);
    }

    @Override
    public void kill(PlatformPart part) {
        invoke("kill", part);
    }

    @Override
    public void start(PlatformPart part) {
        invoke("start", part);
    }

    /** Does nothing: the platform ends with the JVM. */
    @Override
    public void close() {}
}
