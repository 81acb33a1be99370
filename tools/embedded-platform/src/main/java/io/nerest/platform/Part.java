package io.nerest.platform;

/** One server of the platform, running inside this process. */
interface Part {
    /** The part's name as the command line and the {@code READY} line spell it. */
    String name();

    /**
     * Starts the server on what its data folder holds, recovering from an unclean end, and returns once it accepts
     * requests.
     *
     * @return the port it listens on
     * @throws Exception with a message for the operator when it cannot start
     */
    int start() throws Exception;

    /** Waits until the server ends, by {@link #stop()} or of itself. */
    void awaitEnd() throws InterruptedException;

    /** Stops the server in good order; harmless when it has ended already. */
    void stop() throws Exception;
}
