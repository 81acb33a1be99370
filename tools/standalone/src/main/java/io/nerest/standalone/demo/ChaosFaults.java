package io.nerest.standalone.demo;

import io.nerest.standalone.clock.ProcessClocks;
import io.nerest.standalone.disk.TrialDisk;
import io.nerest.standalone.network.FaultyLink;
import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Causes faults in a stack. Each fault that lasts is over when the method returns. */
final class ChaosFaults {
    private static final long FOUR_MEGABITS = 500_000;
    private static final long LATENCY_MILLIS = 200;
    private static final long TARGET_POLL_MILLIS = 50;

    private final Supplier<List<ChildProcess>> parts;
    private final Map<String, FaultyLink> links;
    private final ProcessClocks clocks;
    private final TrialDisk disk;
    private final Duration targetLimit;

    /**
     * @param parts returns the current process of every part
     * @param targetLimit a target that an earlier fault ended is awaited for this time
     */
    ChaosFaults(
            Supplier<List<ChildProcess>> parts,
            Map<String, FaultyLink> links,
            ProcessClocks clocks,
            TrialDisk disk,
            Duration targetLimit) {
        this.parts = parts;
        this.links = Map.copyOf(links);
        this.clocks = clocks;
        this.disk = disk;
        this.targetLimit = targetLimit;
    }

    /**
     * Causes a fault, as soon as its target is there: a process that runs, a link with connections.
     *
     * @return whether it was caused; false if its target was not there within the limit
     */
    boolean cause(ChaosFault fault) throws IOException, InterruptedException {
        return switch (fault.kind().of()) {
            case PROCESS -> ofProcess(fault);
            case CLOCK -> moveClock(fault);
            case LINK -> ofLink(fault);
            case DISK -> fillDisk(fault);
        };
    }

    private boolean ofProcess(ChaosFault fault) throws IOException, InterruptedException {
        Optional<ChildProcess> running = running(fault.target());
        if (running.isEmpty()) {
            return false;
        }
        ChildProcess part = running.get();
        switch (fault.kind()) {
            // PostgreSQL is a descendant of its part.
            case KILL -> part.killWithDescendants();
            case TERMINATE -> part.requestStop();
            default -> {
                return freeze(part, fault.millis());
            }
        }
        return true;
    }

    private static boolean freeze(ChildProcess part, long millis) throws IOException, InterruptedException {
        List<ProcessHandle> processes = withDescendants(part).toList();
        try {
            boolean stopped = signal("STOP", processes);
            TimeUnit.MILLISECONDS.sleep(millis);
            return stopped;
        } finally {
            signal("CONT", processes);
        }
    }

    private boolean moveClock(ChaosFault fault) throws IOException, InterruptedException {
        if (running(fault.target()).isEmpty()) {
            return false;
        }
        clocks.move(fault.target(), fault.clockMillis());
        try {
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } finally {
            clocks.move(fault.target(), 0);
        }
        return true;
    }

    private boolean ofLink(ChaosFault fault) throws InterruptedException {
        FaultyLink link = links.get(fault.target());
        if (link == null) {
            throw new IllegalArgumentException("there is no link '" + fault.target() + "'");
        }
        if (!isWithin(() -> link.connections() > 0)) {
            return false;
        }
        try {
            switch (fault.kind()) {
                case LATENCY -> link.delay(LATENCY_MILLIS);
                case SLOW -> link.limit(FOUR_MEGABITS);
                case PARTITION -> link.partition(true);
                default -> {
                    // The last connection may end before it is reset; the next one is awaited.
                    return isWithin(() -> link.reset() > 0);
                }
            }
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } finally {
            link.heal();
        }
        return true;
    }

    private boolean fillDisk(ChaosFault fault) throws IOException, InterruptedException {
        disk.fill(writers());
        try {
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } finally {
            disk.free(writers());
            // A process that was started by a limited one since the list was made has the limit of its parent.
            disk.free(writers());
        }
        return true;
    }

    private List<ProcessHandle> writers() {
        return parts.get().stream().flatMap(ChaosFaults::withDescendants).toList();
    }

    private static Stream<ProcessHandle> withDescendants(ChildProcess part) {
        return Stream.concat(Stream.of(part.handle()), part.descendants().stream());
    }

    /** Returns the process of a part; empty if it does not run within the limit. */
    private Optional<ChildProcess> running(String part) throws InterruptedException {
        AtomicReference<@Nullable ChildProcess> found = new AtomicReference<>();
        isWithin(() -> {
            found.set(parts.get().stream()
                    .filter(process -> process.name().equals(part) && process.isAlive())
                    .findFirst()
                    .orElse(null));
            return found.get() != null;
        });
        return Optional.ofNullable(found.get());
    }

    /** Waits for a condition; returns whether it became true within the limit. */
    private boolean isWithin(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + targetLimit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(TARGET_POLL_MILLIS);
        }
        return true;
    }

    /** Sends a signal to those of the processes that still run. Returns whether the first one received it. */
    private static boolean signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        boolean received = false;
        for (ProcessHandle process : processes) {
            boolean sent = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            received |= sent && process.equals(processes.get(0));
        }
        return received;
    }
}
