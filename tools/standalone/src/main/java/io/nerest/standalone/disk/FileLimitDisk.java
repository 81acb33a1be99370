package io.nerest.standalone.disk;

import java.util.Collection;
import java.util.List;

/**
 * The machine's own disk. It is full for some processes: the kernel forbids them to let any file grow (RLIMIT_FSIZE), so writes
 * fail with EFBIG.
 */
final class FileLimitDisk implements TrialDisk {
    @Override
    public String description() {
        return "no file may grow (RLIMIT_FSIZE), since this user cannot mount a file system";
    }

    @Override
    public void fill(Collection<ProcessHandle> writers) throws InterruptedException {
        limit(writers, "0:");
    }

    @Override
    public void free(Collection<ProcessHandle> writers) throws InterruptedException {
        limit(writers, "unlimited:");
    }

    private static void limit(Collection<ProcessHandle> processes, String size) throws InterruptedException {
        for (ProcessHandle process : processes) {
            // A process may have ended.
            Tool.run(List.of("prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + size));
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public void delete() {
        // The data stay in their folder.
    }
}
