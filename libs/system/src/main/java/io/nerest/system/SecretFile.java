package io.nerest.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Files with secrets: readable by their owner only, and complete from the moment they exist. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * Returns the secret in a file without surrounding space; creates the file if it does not exist. Of several processes that
     * create it at the same time, all return the same secret.
     *
     * @param secret called only if the file does not exist
     */
    public static String readOrCreate(Path file, Supplier<String> secret) throws IOException {
        if (!Files.exists(file)) {
            create(file, secret.get());
        }
        return Files.readString(file).strip();
    }

    /** Writes a secret; an existing file is replaced. */
    public static void replace(Path file, String secret) throws IOException {
        Path complete = complete(file, secret);
        try {
            Files.move(complete, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(complete);
        }
    }

    /** A rename would replace the file of another process, and a link fails if the file exists. */
    private static void create(Path file, String secret) throws IOException {
        Path complete = complete(file, secret);
        try {
            Files.createLink(file, complete);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its secret is used.
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links.
            Files.move(complete, file);
        } finally {
            Files.deleteIfExists(complete);
        }
    }

    /** Temporary files are readable by their owner only. */
    private static Path complete(Path file, String secret) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path complete = Files.createTempFile(folder, file.getFileName() + "-", ".part");
        try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return complete;
    }
}
