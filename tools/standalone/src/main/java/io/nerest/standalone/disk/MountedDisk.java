package io.nerest.standalone.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An ext4 file system in a file. It is full because further files take its free space: writes fail with ENOSPC. */
final class MountedDisk implements TrialDisk {
    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path image;
    private final Path ballast;
    private final Path rest;
    private final Thread unmountAtExit = new Thread(this::unmount, "unmount");
    private boolean closed;

    private MountedDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
        this.ballast = folder.resolve("ballast");
        this.rest = folder.resolve("ballast-rest");
        Runtime.getRuntime().addShutdownHook(unmountAtExit);
    }

    /** Mounts a new file system on a folder; empty where that is not possible. */
    static Optional<MountedDisk> mounted(Path folder, long bytes) throws IOException, InterruptedException {
        Path image = folder.resolveSibling(folder.getFileName() + ".img");
        if (Tool.run(List.of("truncate", "-s", String.valueOf(bytes), image.toString()))
                && Tool.run(List.of("mkfs.ext4", "-q", "-m", "0", image.toString()))
                && Tool.run(List.of("mount", "-o", "loop", image.toString(), folder.toString()))) {
            return Optional.of(new MountedDisk(folder, image));
        }
        Files.deleteIfExists(image);
        return Optional.empty();
    }

    @Override
    public String description() throws IOException {
        return "an ext4 file system of %d MiB is filled"
                .formatted(Files.getFileStore(folder).getTotalSpace() >> 20);
    }

    @Override
    public void fill(Collection<ProcessHandle> writers) throws IOException, InterruptedException {
        long free = Files.getFileStore(folder).getUsableSpace();
        Tool.run(List.of("fallocate", "-l", String.valueOf(Math.max(BLOCK, free - BLOCK)), ballast.toString()));
        try (OutputStream out = Files.newOutputStream(rest)) {
            byte[] block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // The disk is full.
        }
    }

    @Override
    public void free(Collection<ProcessHandle> writers) throws IOException {
        Files.deleteIfExists(ballast);
        Files.deleteIfExists(rest);
    }

    private void unmount() {
        try {
            if (!Tool.run(List.of("umount", folder.toString()))) {
                Tool.run(List.of("umount", "-l", folder.toString()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Unmounts the file system; its content stays in the file beside the folder. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            unmount();
            Runtime.getRuntime().removeShutdownHook(unmountAtExit);
        }
    }

    @Override
    public void delete() throws IOException {
        Files.deleteIfExists(image);
    }
}
