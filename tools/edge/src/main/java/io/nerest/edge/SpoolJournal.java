package io.nerest.edge;

import io.nerest.system.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of frames, written and forced to disk before the frame's file is deleted. After a power cut the file of a frame
 * with an outcome may still exist: it is deleted then. An incomplete last line is ignored, since its file still exists.
 */
final class SpoolJournal implements Closeable {
    private static final String TOTALS = "totals ";

    private final Path file;
    private final Map<SpoolOutcome, Long> totals = new EnumMap<>(SpoolOutcome.class);
    private final Map<String, SpoolOutcome> recent = new HashMap<>();
    private FileChannel channel;

    SpoolJournal(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            String text = Files.readString(file);
            // A line without its end was being written when the power was cut.
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(this::read);
        }
        this.channel = open();
    }

    private void read(String line) {
        String[] words = line.split(" ", -1);
        if (line.startsWith(TOTALS)) {
            totals.put(SpoolOutcome.valueOf(words[1]), Long.parseLong(words[2]));
        } else if (words.length == 2) {
            count(words[1], SpoolOutcome.valueOf(words[0]));
        }
    }

    private void count(String fileName, SpoolOutcome outcome) {
        if (recent.putIfAbsent(fileName, outcome) == null) {
            totals.merge(outcome, 1L, Long::sum);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel opened =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        opened.truncate(completeLength(opened)).position(opened.size());
        return opened;
    }

    private static long completeLength(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        for (long length = channel.size(); length > 0; length--) {
            last.clear();
            channel.read(last, length - 1);
            if (last.get(0) == '\n') {
                return length;
            }
        }
        return 0;
    }

    /** Returns whether a frame has an outcome. */
    boolean contains(SpoolEntry entry) {
        return recent.containsKey(entry.fileName());
    }

    /**
     * Writes outcomes and forces them to disk.
     *
     * @throws IOException if the disk is full or fails; the journal is then as before
     */
    void add(List<SpoolEntry> entries, SpoolOutcome outcome) throws IOException {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry ->
                lines.append(outcome).append(' ').append(entry.fileName()).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        long complete = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            // The next line must not be joined with the part that was written.
            channel.truncate(complete).position(complete);
            throw e;
        }
        entries.forEach(entry -> count(entry.fileName(), outcome));
    }

    Map<SpoolOutcome, Long> totals() {
        return Map.copyOf(totals);
    }

    /** Replaces the lines by their totals. Call it when no file of a frame with an outcome exists. */
    void compact() throws IOException {
        channel.close();
        StringBuilder lines = new StringBuilder();
        totals.forEach((outcome, count) ->
                lines.append(TOTALS).append(outcome).append(' ').append(count).append('\n'));
        AtomicFile.write(file, lines.toString());
        recent.clear();
        channel = open();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
