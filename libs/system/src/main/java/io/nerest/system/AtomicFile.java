package io.nerest.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file completely or not at all, even if the process is killed while it writes. */
public final class AtomicFile {
    private AtomicFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the whole content to the channel. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes the content to {@code <file>.part}, forces it to disk, and renames it. Creates parent directories.
     *
     * @throws UnwritableException if the file cannot be written; an existing file is then unchanged
     */
    public static void write(Path file, Content content) throws UnwritableException {
        try {
            replace(file, content);
        } catch (UnwritableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    /** Like {@link #write(Path, Content)}, for bytes in memory. */
    public static void write(Path file, byte[] content) throws UnwritableException {
        write(file, channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        });
    }

    /** Like {@link #write(Path, Content)}, for text in UTF-8. */
    public static void write(Path file, String text) throws UnwritableException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void replace(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
