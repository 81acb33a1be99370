package io.nerest.platform;

/** One server of the platform, running inside this process. */
interface Part {
    /** Returns the part's name on the command line and in the {@code READY} line. */
    String name();

    /**
     * Starts the server on its data directory, recovers from an unclean end, and returns when it accepts requests.
     *
     * @return the port that it listens on
     * @throws Exception if it cannot start, with a message for the operator
     */
    int start() throws Exception;

    /** Waits until the server ends, after {@link #stop()} or unexpectedly. */
    void awaitEnd() throws InterruptedException;

    /** Stops the server cleanly; does nothing if it has ended. */
    void stop() throws Exception;
}
