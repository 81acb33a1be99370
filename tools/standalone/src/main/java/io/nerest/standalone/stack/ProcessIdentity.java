package io.nerest.standalone.stack;

import java.time.Instant;
import java.util.Map;

/**
 * A process by its id and start time. The system gives the id of an ended process to another one, so the id alone does not
 * identify it.
 *
 * @param pid process id
 * @param startedAtMillis start time in milliseconds since 1970; 0 if the system does not report it
 */
public record ProcessIdentity(long pid, long startedAtMillis) {
    /** The system reports start times in hundredths of a second. */
    private static final long TOLERANCE_MILLIS = 1_000;

    /** Returns the identity of a process. */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Returns the recorded process of a name; empty start times are those of files of earlier versions. */
    static ProcessIdentity recorded(long pid, String name, Map<String, Long> startedAtMillis) {
        return new ProcessIdentity(pid, startedAtMillis.getOrDefault(name, 0L));
    }

    /** Returns whether this process runs, and its id does not belong to another one by now. */
    public boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(this::isSame)
                .orElse(false);
    }

    private boolean isSame(ProcessHandle process) {
        if (startedAtMillis == 0) {
            // Without a start time, at least the program must be Java, as all parts of a stack are.
            return process.info()
                    .command()
                    .map(command -> command.endsWith("java"))
                    .orElse(true);
        }
        return process.info()
                .startInstant()
                .map(start -> Math.abs(start.toEpochMilli() - startedAtMillis) <= TOLERANCE_MILLIS)
                .orElse(true);
    }
}
