package io.nerest.standalone.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** The disk that holds the data of a stack, and that can be full. */
public interface TrialDisk extends Closeable {
    /**
     * Creates a folder, as a file system of its own where the user may mount one (root on Linux).
     *
     * @param bytes size of the file system
     */
    static TrialDisk at(Path folder, long bytes) throws IOException, InterruptedException {
        Path absolute = Files.createDirectories(folder).toAbsolutePath().normalize();
        return MountedDisk.mounted(absolute, bytes).<TrialDisk>map(disk -> disk).orElseGet(FileLimitDisk::new);
    }

    /** Returns how the disk becomes full, for a report. */
    String description() throws IOException;

    /**
     * Fills the disk.
     *
     * @param writers the processes that write to it
     */
    void fill(Collection<ProcessHandle> writers) throws IOException, InterruptedException;

    /**
     * Makes room again.
     *
     * @param writers as for {@link #fill}
     */
    void free(Collection<ProcessHandle> writers) throws IOException, InterruptedException;

    /** Gives the disk back. The processes that write to it must have ended. */
    @Override
    void close();

    /** Deletes what is left of a closed disk. */
    void delete() throws IOException;
}
