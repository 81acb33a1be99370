package io.nerest.video.decoder;

import io.nerest.video.spec.SpooledFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Writes frames to a spool folder of limited length. */
final class SpoolWriter {
    private static final int POLL_MILLIS = 20;

    private final Path folder;
    private final int limit;
    private final boolean latestWins;

    /**
     * @param limit most frames in the folder
     * @param latestWins whether the oldest frame gives way to a new one when the folder is full; otherwise the writer waits
     */
    SpoolWriter(Path folder, int limit, boolean latestWins) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.limit = limit;
        this.latestWins = latestWins;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".part")).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Writes a frame and returns how many older ones were dropped. */
    int write(byte[] jpeg, long capturedAtMicros, long number) throws IOException, InterruptedException {
        int dropped = makeSpace();
        Path part = folder.resolve("next.part");
        Files.write(part, jpeg);
        Files.move(part, folder.resolve(SpooledFrame.name(capturedAtMicros, number)), StandardCopyOption.ATOMIC_MOVE);
        return dropped;
    }

    private int makeSpace() throws IOException, InterruptedException {
        int dropped = 0;
        List<Path> frames = frames();
        while (frames.size() >= limit) {
            if (!latestWins) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } else if (Files.deleteIfExists(frames.get(0))) {
                dropped++;
            }
            frames = frames();
        }
        return dropped;
    }

    private List<Path> frames() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> SpooledFrame.of(file).isPresent())
                    .sorted()
                    .toList();
        }
    }
}
