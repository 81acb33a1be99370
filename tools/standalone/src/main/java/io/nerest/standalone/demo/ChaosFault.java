package io.nerest.standalone.demo;

/**
 * One fault of a trial.
 *
 * @param kind what happens
 * @param target the process, the link or the disk
 * @param millis for how long; 0 for what happens at a moment
 * @param clockMillis by how much the clock of the process is moved; 0 for other faults
 * @param overlaps whether the next fault follows after the pause, instead of when all parts are ready again
 * @param pauseMillis before the next fault
 */
record ChaosFault(Kind kind, String target, long millis, long clockMillis, boolean overlaps, long pauseMillis) {
    /** Kind of the fault. */
    enum Kind {
        /** SIGKILL; the launcher starts the process again. */
        KILL(Of.PROCESS),
        /** SIGTERM, a restart; the launcher starts the process again. */
        TERMINATE(Of.PROCESS),
        /** SIGSTOP, later SIGCONT. */
        FREEZE(Of.PROCESS),
        /** The wall clock of a process jumps, and later back. */
        CLOCK(Of.CLOCK),
        /** Bytes of a link arrive late. */
        LATENCY(Of.LINK),
        /** A link passes 4 Mbit/s. */
        SLOW(Of.LINK),
        /** A link passes nothing. */
        PARTITION(Of.LINK),
        /** All connections of a link are reset. */
        RESET(Of.LINK),
        /** Writes of all processes fail, because the disk is full. */
        DISK_FULL(Of.DISK);

        private final Of of;

        Kind(Of of) {
            this.of = of;
        }

        Of of() {
            return of;
        }
    }

    /** What a fault happens to. */
    enum Of {
        /** Any process. */
        PROCESS,
        /** A process whose clock can be moved. */
        CLOCK,
        /** A link. */
        LINK,
        /** The disk. */
        DISK
    }

    /** Returns the fault in words. */
    String text() {
        return kind + " " + target + (clockMillis == 0 ? "" : " by " + clockMillis + " ms")
                + (millis == 0 ? "" : " for " + millis + " ms");
    }
}
