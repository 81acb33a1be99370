package io.nerest.cli.importing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** The frames that were imported, one key a line, so that an interrupted import resumes after them. */
final class ImportJournal implements AutoCloseable {
    private final Set<String> done = new HashSet<>();
    private final BufferedWriter writer;

    /** Opens a journal, or starts it. */
    ImportJournal(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            String text = Files.readString(file);
            // A line that a killed process left unfinished is not counted.
            int whole = text.lastIndexOf('\n') + 1;
            text.substring(0, whole).lines().forEach(done::add);
            if (whole < text.length()) {
                Files.writeString(file, text.substring(0, whole));
            }
        } else if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * The key of a file, or of a part of it. Cards number their files from the start and are mounted at the same place: size
     * and time of change tell their files apart.
     */
    static String key(String path, Path file) throws IOException {
        return path + "|" + Files.size(file) + "|"
                + Files.getLastModifiedTime(file).toMillis();
    }

    boolean holds(String key) {
        return done.contains(line(key));
    }

    int size() {
        return done.size();
    }

    void add(String key) throws IOException {
        writer.write(line(key) + "\n");
        writer.flush();
    }

    private static String line(String key) {
        return key.replace("\n", "\\n").replace("\r", "\\r");
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
