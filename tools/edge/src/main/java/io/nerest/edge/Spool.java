package io.nerest.edge;

import io.nerest.system.AtomicFile;
import io.nerest.system.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Frames on disk that wait for their upload. Files and the journal are forced to disk before anything depends on them, so the
 * spool survives a power cut. One process uses a folder at a time. Safe for use by several threads.
 */
final class Spool implements Closeable {
    private static final int COMPACT_AFTER = 10_000;

    private final Path folder;
    private final long maxBytes;
    private final DropRule rule;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final SpoolJournal journal;
    private final NavigableSet<SpoolEntry> waiting = new TreeSet<>();
    private long bytes;
    private int sinceCompaction;

    /**
     * Opens the spool in a folder; creates it if there is none.
     *
     * @param maxBytes bytes of frames that it holds at most
     * @throws IOException if another process uses the folder, or it cannot be written
     */
    Spool(Path folder, long maxBytes, DropRule rule) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.rule = rule;
        Files.createDirectories(folder);
        this.lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.lock = lock();
        this.journal = new SpoolJournal(folder.resolve("journal"));
        recover();
    }

    private FileLock lock() throws IOException {
        FileLock taken;
        try {
            taken = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            taken = null;
        }
        if (taken == null) {
            lockFile.close();
            throw new IOException("another process uses the spool " + folder);
        }
        return taken;
    }

    /** Deletes frames whose outcome is in the journal, and files that were being written. */
    private void recover() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Optional<SpoolEntry> entry = SpoolEntry.parse(name);
            if (entry.isPresent() && !journal.contains(entry.get())) {
                waiting.add(entry.get());
                bytes += entry.get().size();
            } else if (entry.isPresent() || name.endsWith(".part")) {
                Files.deleteIfExists(file);
            }
        }
        forceFolder();
        journal.compact();
    }

    /** Adds a frame and forces it to disk; a frame that waits already is not added again. Drops frames if the spool is full. */
    synchronized void add(byte[] image, Instant capturedAt) throws IOException {
        SpoolEntry entry =
                new SpoolEntry(Instant.ofEpochMilli(capturedAt.toEpochMilli()), Sha256.of(image), image.length);
        if (waiting.contains(entry)) {
            return;
        }
        AtomicFile.write(file(entry), image);
        forceFolder();
        waiting.add(entry);
        bytes += entry.size();
        if (bytes > maxBytes) {
            drop();
        }
    }

    /** The rename of a file is on disk only when its folder is. */
    private void forceFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void drop() throws IOException {
        List<SpoolEntry> dropped = new ArrayList<>();
        while (bytes > maxBytes && !waiting.isEmpty()) {
            List<SpoolEntry> next = switch (rule) {
                case OLDEST -> List.of(waiting.first());
                case NEWEST -> List.of(waiting.last());
                case THIN -> everySecondOfTheOlderHalf();
            };
            next.forEach(entry -> {
                waiting.remove(entry);
                bytes -= entry.size();
            });
            dropped.addAll(next);
        }
        end(dropped, SpoolOutcome.DROPPED);
    }

    private List<SpoolEntry> everySecondOfTheOlderHalf() {
        List<SpoolEntry> all = List.copyOf(waiting);
        List<SpoolEntry> second = new ArrayList<>();
        for (int i = 1; i < all.size() / 2; i += 2) {
            second.add(all.get(i));
        }
        return second.isEmpty() ? List.of(all.get(0)) : second;
    }

    /** Returns the frame to upload next; empty if none waits. */
    synchronized Optional<SpoolEntry> next(UploadOrder order) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(order == UploadOrder.OLDEST_FIRST ? waiting.first() : waiting.last());
    }

    /** Returns a frame's bytes; empty if it was dropped meanwhile. */
    synchronized Optional<byte[]> read(SpoolEntry entry) throws IOException {
        return waiting.contains(entry) ? Optional.of(Files.readAllBytes(file(entry))) : Optional.empty();
    }

    /** Ends a frame's stay in the spool. A frame that was dropped meanwhile stays counted as dropped. */
    synchronized void end(SpoolEntry entry, SpoolOutcome outcome) throws IOException {
        if (waiting.remove(entry)) {
            bytes -= entry.size();
            end(List.of(entry), outcome);
        }
    }

    private void end(List<SpoolEntry> entries, SpoolOutcome outcome) throws IOException {
        journal.add(entries, outcome);
        for (SpoolEntry entry : entries) {
            Files.deleteIfExists(file(entry));
        }
        sinceCompaction += entries.size();
        if (sinceCompaction >= COMPACT_AFTER) {
            forceFolder();
            journal.compact();
            sinceCompaction = 0;
        }
    }

    synchronized SpoolCounts counts() {
        var outcomes = journal.totals();
        long ended = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return new SpoolCounts(ended + waiting.size(), outcomes, waiting.size(), bytes);
    }

    private Path file(SpoolEntry entry) {
        return folder.resolve(entry.fileName());
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
        lock.release();
        lockFile.close();
    }
}
