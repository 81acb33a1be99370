package io.nerest.standalone.demo;

/**
 * One fault of a trial.
 *
 * @param kind what happens
 * @param target the process or the link
 * @param millis for how long; 0 for what happens at a moment
 * @param pauseMillis before the next fault
 */
record ChaosFault(Kind kind, String target, long millis, long pauseMillis) {
    /** Kind of the fault. */
    enum Kind {
        /** SIGKILL; the launcher starts the process again. */
        KILL(true),
        /** SIGSTOP, later SIGCONT: for the process, the clock jumps. */
        FREEZE(true),
        /** Bytes of a link arrive late. */
        LATENCY(false),
        /** A link passes 4 Mbit/s. */
        SLOW(false),
        /** A link passes nothing. */
        PARTITION(false),
        /** All connections of a link are reset. */
        RESET(false);

        private final boolean ofProcess;

        Kind(boolean ofProcess) {
            this.ofProcess = ofProcess;
        }

        boolean isOfProcess() {
            return ofProcess;
        }
    }
}
