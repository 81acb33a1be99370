package io.nerest.system;

/** Starts threads that do not keep the process running. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Starts a thread and returns it. */
    public static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
