package io.nerest.trainer.run;

import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The frames of one snapshot as files of a folder. A file of an earlier snapshot is used again. A frame whose object is missing
 * or was overwritten, or whose image cannot be decoded, is left out, so that it does not stop the others.
 */
final class LocalFrames {
    private static final int HASH_DIGITS = 12;
    /** Longer side in pixels that is enough to see that an image can be decoded. */
    private static final int CHECKED_SIDE = 64;
    /** Marks files whose image has been decoded. */
    private static final String CHECKED = "-checked";

    /** Marks files that are being downloaded or decoded. */
    private static final String UNCHECKED = ".new";

    private static final Duration LONGEST_DOWNLOAD = Duration.ofHours(1);
    private static final int MOST_NAMED = 5;

    private final ObjectStore store;
    private final Path folder;
    private final Set<String> wanted = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    LocalFrames(ObjectStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * A frame with its file.
     *
     * @param item the file with the frame's labels
     */
    record LocalFrame(SnapshotFrame frame, DatasetItem item) {}

    /**
     * Fetches frames that are not local yet.
     *
     * @param what the frames in words, for the note
     * @param monitor checked before each frame
     * @return the frames that can be used
     */
    List<LocalFrame> fetch(List<SnapshotFrame> frames, String what, RunMonitor monitor)
            throws IOException, InterruptedException {
        List<LocalFrame> fetched = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (SnapshotFrame frame : frames) {
            monitor.check();
            try {
                fetched.add(new LocalFrame(frame, item(frame)));
            } catch (MissingObjectException | ImageRejectedException e) {
                reasons.add("frame " + frame.frame().frameId() + ": " + e.getMessage());
            }
        }
        if (!reasons.isEmpty()) {
            notes.add(reasons.size() + " of " + frames.size() + " " + what
                    + " are left out, since their images cannot be used: "
                    + String.join("; ", reasons.subList(0, Math.min(MOST_NAMED, reasons.size())))
                    + (reasons.size() > MOST_NAMED ? "; ..." : ""));
        }
        return fetched;
    }

    private DatasetItem item(SnapshotFrame frame) throws IOException {
        ObjectRef image = frame.frame().image();
        String name = frame.frame().frameId() + "-" + Sha256.of(image.etag()).substring(0, HASH_DIGITS) + CHECKED;
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file) || Files.size(file) != image.size()) {
            download(image, file);
        }
        wanted.add(name);
        return new DatasetItem(
                file,
                frame.boxes(),
                frame.ignored(),
                frame.frame().streamId(),
                frame.frame().width(),
                frame.frame().height());
    }

    private void download(ObjectRef image, Path file) throws IOException {
        Path unchecked = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + UNCHECKED);
        try {
            store.download(image, unchecked);
            ImageDecoder.decode(unchecked, ImageLimits.DEFAULT, CHECKED_SIDE).close();
            Files.move(unchecked, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unchecked);
        }
    }

    /** Returns which frames were left out, and why. */
    List<String> notes() {
        return notes;
    }

    /** Deletes the files that belong to no frame fetched before, except downloads that may be in progress. */
    void removeOthers() throws IOException {
        FileTime abandoned = FileTime.from(Instant.now().minus(LONGEST_DOWNLOAD));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean inProgress = name.contains(UNCHECKED)
                        && Files.exists(file)
                        && Files.getLastModifiedTime(file).compareTo(abandoned) > 0;
                if (!wanted.contains(name) && !inProgress) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
