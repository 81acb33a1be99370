package io.nerest.standalone.clock;

import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Moves the wall clocks of Java processes that were started with {@link #javaOptions}. Programs that are not Java, such as
 * PostgreSQL, keep the machine's clock, and so do uses of the time inside the JDK, such as the times of files.
 *
 * @param folder holds the agent, and a file with the offset of each process
 */
public record ProcessClocks(Path folder) {
    private static final String JAR = "clock-agent.jar";
    private static final List<String> CLASSES =
            List.of("ClockAgent", "ClockAgent$1", "MovedTime", "MovedTime$MovedClock", "TimeReferences");

    /** Writes the agent into the folder, which is created. */
    public static ProcessClocks in(Path folder) throws IOException {
        Path absolute = Files.createDirectories(folder).toAbsolutePath().normalize();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ClockAgent.class.getName());
        // All class loaders find the class of the moved time there.
        manifest.getMainAttributes().putValue("Boot-Class-Path", JAR);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(absolute.resolve(JAR)), manifest)) {
            for (String name : CLASSES) {
                write(jar, name + ".class");
            }
        }
        return new ProcessClocks(absolute);
    }

    private static void write(JarOutputStream jar, String name) throws IOException {
        try (InputStream code = ProcessClocks.class.getResourceAsStream(name)) {
            if (code == null) {
                throw new IOException("the class " + name + " is missing: run './nerest build'");
            }
            jar.putNextEntry(new JarEntry("io/nerest/standalone/clock/" + name));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }

    /** Returns the options for the Java program of a process. */
    public List<String> javaOptions(String process) {
        return List.of("-javaagent:" + folder.resolve(JAR) + "=" + offset(process));
    }

    /** Moves the clock of a process, which notices it within 50 ms; 0 is the machine's time. It applies to later starts too. */
    public void move(String process, long millis) throws IOException {
        AtomicFile.write(offset(process), Long.toString(millis).getBytes(StandardCharsets.US_ASCII));
    }

    private Path offset(String process) {
        return folder.resolve(process + ".offset");
    }
}
