package io.nerest.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines that are appended to a log file after a given moment. */
final class LogTail {
    private final Path file;
    private final long begin;

    private LogTail(Path file, long begin) {
        this.file = file;
        this.begin = begin;
    }

    /** Returns the tail that begins at the current end of the file; a missing file counts as empty. */
    static LogTail fromEndOf(Path file) throws IOException {
        return new LogTail(file, Files.isRegularFile(file) ? Files.size(file) : 0);
    }

    /** Returns the first complete line of the tail that starts with the prefix. */
    Optional<String> findLine(String prefix) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes;
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            bytes = new byte[Math.toIntExact(Math.max(0, input.length() - begin))];
            input.seek(begin);
            input.readFully(bytes);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst();
    }
}
