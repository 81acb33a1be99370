package io.nerest.standalone.demo;

import io.nerest.standalone.clock.ProcessClocks;
import io.nerest.standalone.disk.TrialDisk;
import io.nerest.standalone.network.FaultyLink;
import io.nerest.standalone.stack.Supervisor;
import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Causes faults in a stack. Each fault that lasts is over when the method returns. */
final class ChaosFaults {
    private static final long FOUR_MEGABITS = 500_000;
    private static final long LATENCY_MILLIS = 200;

    private final Supervisor parts;
    private final Map<String, FaultyLink> links;
    private final ProcessClocks clocks;
    private final TrialDisk disk;

    ChaosFaults(Supervisor parts, Map<String, FaultyLink> links, ProcessClocks clocks, TrialDisk disk) {
        this.parts = parts;
        this.links = Map.copyOf(links);
        this.clocks = clocks;
        this.disk = disk;
    }

    void cause(ChaosFault fault) throws IOException, InterruptedException {
        switch (fault.kind().of()) {
            case PROCESS -> ofProcess(fault);
            case CLOCK -> moveClock(fault);
            case LINK -> ofLink(fault);
            case DISK -> fillDisk(fault);
        }
    }

    private void ofProcess(ChaosFault fault) throws IOException, InterruptedException {
        ChildProcess part = parts.part(fault.target());
        switch (fault.kind()) {
            case KILL -> part.kill();
            case TERMINATE -> part.requestStop();
            default -> {
                signal("STOP", part.pid());
                TimeUnit.MILLISECONDS.sleep(fault.millis());
                signal("CONT", part.pid());
            }
        }
    }

    private void moveClock(ChaosFault fault) throws IOException, InterruptedException {
        clocks.move(fault.target(), fault.clockMillis());
        try {
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } finally {
            clocks.move(fault.target(), 0);
        }
    }

    private void ofLink(ChaosFault fault) throws InterruptedException {
        FaultyLink link = links.get(fault.target());
        if (link == null) {
            throw new IllegalArgumentException("there is no link '" + fault.target() + "'");
        }
        try {
            switch (fault.kind()) {
                case LATENCY -> link.delay(LATENCY_MILLIS);
                case SLOW -> link.limit(FOUR_MEGABITS);
                case PARTITION -> link.partition(true);
                default -> link.reset();
            }
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } finally {
            link.heal();
        }
    }

    private void fillDisk(ChaosFault fault) throws IOException, InterruptedException {
        List<ProcessHandle> writers = parts.parts().stream()
                .flatMap(part -> Stream.concat(Stream.of(part.handle()), part.descendants().stream()))
                .toList();
        disk.fill(writers);
        try {
            TimeUnit.MILLISECONDS.sleep(fault.millis());
        } finally {
            disk.free(writers);
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
